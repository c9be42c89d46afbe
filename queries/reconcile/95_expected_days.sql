-- Which days each school sent attendance for, and which it should have: not compared is not equal.
-- makes: expected_days
-- grain: one row a school, service and day
-- A day is expected of a school and service when the school used the service that month and at least half of the
-- schools that did so sent attendance for that day. Monthly counts say nothing about days and are left out.
-- Example: 60 of 63 canteens sent 14 November; the other 3 get a row with received = false.
create or replace temp table expected_days as
with sent as (
    select distinct k.school_id, a.service, a.date, date_trunc('month', a.date)::date as month
    from attendance a
    join children k on a.child_id = k.child_id
    where a.date >= $first and a.date < $after and not a.monthly and k.school_id is not null
),
users as (select distinct school_id, service, month from sent),
open_days as (
    select s.service, s.date, s.month
    from sent s
    join (select service, month, count(*) as schools from users group by service, month) u using (service, month)
    group by s.service, s.date, s.month, u.schools
    having 2 * count(*) >= u.schools
)
select u.school_id, u.service, d.date, s.school_id is not null as received
from users u
join open_days d on u.service = d.service and u.month = d.month
left join sent s on u.school_id = s.school_id and u.service = s.service and d.date = s.date;
