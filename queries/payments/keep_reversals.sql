-- Keeps the reversals of all families, in place of those before; one list a column: $payment_id, $reversed_by, $cents.
-- changes: payment_reversals
delete from payment_reversals;

insert into payment_reversals by name
select
    unnest($payment_id::varchar[]) as payment_id, unnest($reversed_by::varchar[]) as reversed_by,
    (unnest($cents::bigint[])::decimal(18, 2) * 0.01)::decimal(18, 2) as amount;
