-- A service by the month counts once a child and month, on its first billable row (R5).
-- needs: factors, priced_usage
-- makes: counted_usage, flat_firsts, flat_ties
-- grain of flat_firsts: one row a usage of the first billable day of a child, service and month
-- grain of flat_ties: one row a child, service and first day with several statuses
-- grain of counted_usage: one row a usage that counts
-- The first row is the earliest by date, then by attendance_id as text; its payer owes one month at its unit price
-- and the other rows count nothing, in any cell. Services by the act or the hour pass unchanged.
-- Example: evenings of 4, 5 and 7 September are one month of PERI, owed by the payer of 4 September.
create or replace temp table flat_firsts as
with flat as (
    select u.*
    from priced_usage u
    join services s on u.service = s.service
    where s.unit = 'month'
)
select *
from flat
qualify first_date = min(first_date) over (partition by child_id, service, month);

-- several statuses on that first day: the row whose attendance_id comes first as text decides
create or replace temp table flat_ties as
with several as (
    select child_id, service, first_date
    from flat_firsts
    group by child_id, service, first_date
    having count(*) > 1
)
select a.child_id, a.service, a.date as first_date, arg_min(a.status, a.attendance_id) as status
from attendance a
join several t on a.child_id = t.child_id and a.service = t.service and a.date = t.first_date
join factors f on a.service = f.service and a.status = f.status
where a.quantity > 0 and f.factor is distinct from 0
group by a.child_id, a.service, a.date;

create or replace temp table counted_usage as
select u.family_id, u.child_id, u.service, u.month, u.quantity, u.unit_price
from priced_usage u
left join (from services where unit = 'month') s on u.service = s.service
where s.service is null
union all by name
select f.family_id, f.child_id, f.service, f.month, 1::decimal(18, 2) as quantity, f.unit_price
from flat_firsts f
left join flat_ties t on f.child_id = t.child_id and f.service = t.service and f.first_date = t.first_date
where t.status is null or t.status = f.status;
