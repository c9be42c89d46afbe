-- What « Facturation par mois et par école » looks at: what the latest run's cells add up to by month, service and
-- school, and the days on which attendance was expected. No family leaves this file.
-- makes: map_cells, scope, scope_days
-- grain of scope: one row a month, service and school
-- grain of scope_days: one row a month, service and school
-- grain of map_cells: one row a school and month
-- Parameters: $service, $district, $school (NULL = all).
-- Example: two families of one school left unbilled for 60.00 and 40.00 give remaining 100.00.
create or replace temp table scope as
select *
from school_months
where ($service is null or service = $service) and ($school is null or school_id = $school)
    and ($district is null or school_id in (select school_id from schools where district = $district));

create or replace temp table scope_days as
select *
from school_days
where ($service is null or service = $service) and ($school is null or school_id = $school)
    and ($district is null or school_id in (select school_id from schools where district = $district));

-- Each school and month with what is not billed, and the place of its school, worst first. `unknown_days` = days without
-- attendance; `unknown` is true where no attendance came at all.
create or replace temp table map_cells as
with due as (
    select
        school_id, month, sum(due)::decimal(18, 2) as due, sum(remaining)::decimal(18, 2) as remaining
    from scope
    where school_id <> ''
    group by school_id, month
),
known as (
    select school_id, month, sum(unknown_days)::bigint as unknown_days, bool_and(unknown_days = expected_days) as unknown
    from scope_days
    group by school_id, month
),
cells_of_map as (
    select
        coalesce(d.school_id, k.school_id) as school_id, coalesce(d.month, k.month) as month, d.due,
        coalesce(d.remaining, 0)::decimal(18, 2) as remaining, coalesce(k.unknown_days, 0) as unknown_days,
        coalesce(k.unknown and d.due is null, false) as unknown
    from due d
    full join known k on d.school_id = k.school_id and d.month = k.month
),
ranked as (
    select school_id, dense_rank() over (order by sum(remaining) desc, school_id) as place
    from cells_of_map
    group by school_id
)
select
    m.school_id, coalesce(s.name, m.school_id) as school, m.month, m.due, m.remaining,
    case when m.due > 0
        then (((m.remaining * 100)::hugeint * 20000 + (m.due * 100)::hugeint) // (2 * (m.due * 100)::hugeint))
            ::decimal(18, 0) * 0.0001 end as share,
    m.unknown_days, m.unknown, r.place
from cells_of_map m
join ranked r on m.school_id = r.school_id
left join schools s on m.school_id = s.school_id;
