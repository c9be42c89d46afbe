create or replace temp table stage_0 as
select
    coalesce(payment_id_value, null) as payment_id,
    coalesce(family_id_value, null) as family_id,
    coalesce(invoice_id_value, null) as invoice_id,
    coalesce(paid_on_value, null) as paid_on,
    coalesce(amount_value, null) as amount,
    coalesce(method_value, null) as method,
    (case
        when payment_id_text is null then 1 -- missing_value: payment_id
        when family_id_text is null then 2 -- missing_value: family_id
        when paid_on_text is null then 3 -- missing_value: paid_on
        when amount_text is null then 4 -- missing_value: amount
        when amount_value is null and amount_text is not null then 5 -- bad_number: amount
        when paid_on_value is null and paid_on_text is not null then 6 -- bad_date: paid_on
        when fault is not null then 7 -- bad_value: what the reader refused
        else 0 end)::utinyint as problem,
    fault
from (
    select
        *,
        as_code(payment_id_text) as payment_id_value,
        as_code(family_id_text) as family_id_value,
        as_code(invoice_id_text) as invoice_id_value,
        as_date(paid_on_text) as paid_on_value,
        as_amount(amount_text) as amount_value,
        as_text(method_text) as method_value
    from (
        select
            nullif(c1, '') as payment_id_text,
            nullif(c0, '') as family_id_text,
            null::varchar as invoice_id_text,
            nullif(c2, '') as paid_on_text,
            nullif(c3, '') as amount_text,
            null::varchar as method_text,
            fault
        from read_csv('paid.csv')
    )
);
