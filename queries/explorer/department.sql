-- What the queries of the education department may read, and all they may read: schools, services, months, counts and
-- amounts. No family, child, name, quotient or account number is in any column (access rule of the pages).
-- Made in memory, never in the ledger's file; `ledger.` stands for the ledger's own tables. Euros; months as text '2023-09'.
-- Example: select month, sum(gap) from cells where status = 'unbilled' group by month.

-- The months of the latest run.
create view months as
select strftime(unnest(range((first_month || '-01')::date, (last_month || '-01')::date + 1, interval 1 month)), '%Y-%m')
    as month
from ledger.current_run;

-- The latest run: its number, date, period.
create view run as
select run, made_at, first_month, last_month from ledger.current_run;

-- One row a month, service, school, status and cause: how many lines (child × service × month), children, families.
-- `covered` is what is billed of what is due. A school_id of '' stands for lines that name no child of one school.
create view cells as
select
    month, service, school_id, status, cause, count(*) as lines,
    count(distinct nullif(child_id, '')) as children, count(distinct family_id) as families,
    sum(used_quantity)::decimal(18, 2) as used_quantity, sum(expected)::decimal(18, 2) as expected,
    sum(billed_quantity)::decimal(18, 2) as billed_quantity, sum(billed)::decimal(18, 2) as billed,
    sum(gap)::decimal(18, 2) as gap, sum(greatest(least(billed, expected), 0))::decimal(18, 2) as covered
from ledger.cells
group by all;

-- One row a month and school: families with usage, families with something left to bill, each counted once.
create view school_months as
select
    month, school_id, count(distinct family_id) filter (used_quantity > 0) as families,
    count(distinct family_id) filter (gap > 0 and status <> 'unknown') as families_to_bill,
    sum(expected)::decimal(18, 2) as expected, sum(billed)::decimal(18, 2) as billed,
    coalesce(sum(gap) filter (gap > 0 and status <> 'unknown'), 0)::decimal(18, 2) as remaining
from ledger.cells
group by all;

-- The components of the gaps (R9), by month, service and school.
create view causes as
select
    c.month, c.service, k.school_id, c.cause, count(*) as lines, sum(c.amount)::decimal(18, 2) as amount
from ledger.causes c
join ledger.cells k
    on c.family_id = k.family_id and c.child_id = k.child_id and c.service = k.service and c.month = k.month
group by all;

-- One row a day on which attendance was expected of a school and service, received or not.
create view days as
select school_id, service, date, received from ledger.days;

create view schools as
select school_id, name, district, level from ledger.schools;

create view services as
select service, label, category, unit from ledger.services;

create view tariffs as
select service, resident, qf_min, qf_max, valid_from, valid_to, price, rate, floor, ceiling from ledger.tariffs;

-- Issued lines by month of use, service and day of issue: lines and amount, credit notes negative.
create view invoiced as
select
    l.month, l.service, i.issued_on, i.kind, i.origin, count(*) as lines,
    sum(if(i.kind = 'credit_note', -l.amount, l.amount))::decimal(18, 2) as amount
from ledger.invoice_lines l
join ledger.invoices i on l.invoice_id = i.invoice_id
where i.status = 'issued'
group by all;
