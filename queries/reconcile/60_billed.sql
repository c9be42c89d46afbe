-- What was billed: the lines of issued invoices for months of the period, credit notes negative (R7).
-- makes: billed, billed_lines, issued_lines, merged_services
-- grain of issued_lines: one row a line of an issued document
-- grain of merged_services: one row a family, service and month with a line that names no child
-- grain of billed_lines: one row a line of an issued document
-- grain of billed: one row a cell with something billed
-- Where a line of a (family, service, month) names no child, that family's service and month is one cell, whose
-- child_id is ''. `position` is the order (issued_on, invoice_id, line_no) of a cell's lines.
-- Parameters: $first_month, $last_month as text; $with_catch_up, false to count as if no catch-up document existed (R11).
-- Example: an invoice line of 12 × 3.95 and a credit note of 2 × 3.95 leave a billed quantity of 10 and 39.50.
create or replace temp table issued_lines as
select
    i.family_id, l.child_id, l.service, l.month, i.invoice_id, i.issued_on, l.line_no,
    i.kind = 'credit_note' as is_credit, l.quantity, l.unit_price, l.amount
from invoice_lines l
join invoices i on l.invoice_id = i.invoice_id
where i.status = 'issued' and l.month between $first_month and $last_month
    and ($with_catch_up or i.origin <> 'catch_up');

create or replace temp table merged_services as
select distinct family_id, service, month from issued_lines where child_id is null;

create or replace temp table billed_lines as
select
    l.family_id, case when m.family_id is null then l.child_id else '' end as child_id, l.service, l.month,
    l.invoice_id, l.is_credit, l.quantity, l.unit_price, l.amount,
    row_number() over (
        partition by l.family_id, case when m.family_id is null then l.child_id else '' end, l.service, l.month
        order by l.issued_on, l.invoice_id, try_cast(l.line_no as bigint), l.line_no) as position
from issued_lines l
left join merged_services m on l.family_id = m.family_id and l.service = m.service and l.month = m.month;

create or replace temp table billed as
select
    family_id, child_id, service, month,
    sum(case when is_credit then -quantity else quantity end)::decimal(18, 2) as billed_quantity,
    sum(case when is_credit then -amount else amount end)::decimal(18, 2) as billed
from billed_lines
group by family_id, child_id, service, month
having billed_quantity <> 0 or billed <> 0;
