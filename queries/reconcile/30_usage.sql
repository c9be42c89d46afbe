-- Attendance of the period, counted by child, service, status and the day that decides payer and price (R1, R2, R4).
-- needs: changed_months, changed_tariffs
-- makes: attended_months, usage
-- grain of usage: one row a child, service, month, status and day that decides
-- grain of attended_months: one row a service and month with attendance
-- `day` is the first of the month, or the day of use in a month where something changes. Rows of every status stay:
-- that a row exists tells an unbilled month from an unknown one. `first_date` is the first day with a quantity.
-- Example: 12 present meals of C1 in September 2023 are one row (C1, CANT, 2023-09-01, present, 12.00, 2023-09-04).
create or replace temp table usage as
with dated as (
    select child_id, service, date, status, quantity, date_trunc('month', date)::date as month
    from attendance
    where date >= $first and date < $after
)
select
    d.child_id, d.service, d.month, d.status,
    case when c.child_id is null and t.service is null then d.month else d.date end as day,
    sum(d.quantity)::decimal(18, 2) as quantity,
    min(d.date) filter (d.quantity > 0) as first_date
from dated d
left join changed_months c on d.child_id = c.child_id and d.month = c.month
left join changed_tariffs t on d.service = t.service and d.month = t.month
group by 1, 2, 3, 4, 5;

create or replace temp table attended_months as
select distinct service, month from usage;
