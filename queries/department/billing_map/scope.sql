-- What « Facturation par mois et par école » looks at: the cells of the latest run by month, service and school, and
-- the days on which attendance was expected. No family leaves this file.
-- Parameters: $service, $district, $school (NULL = all).
-- Example: two families of one school left unbilled for 60.00 and 40.00 give remaining 100.00.
create or replace temp table scope as
select
    c.month, c.service, c.school_id, sum(c.expected)::decimal(18, 2) as due,
    sum(c.billed)::decimal(18, 2) as billed,
    sum(if(c.status <> 'unknown', greatest(c.gap, 0), 0))::decimal(18, 2) as remaining,
    sum(if(c.status <> 'unknown', greatest(-c.gap, 0), 0))::decimal(18, 2) as over,
    sum(if(c.status = 'unknown', c.billed, 0))::decimal(18, 2) as unknown, count_if(c.status = 'unpriced') as unpriced
from cells c
where ($service is null or c.service = $service) and ($school is null or c.school_id = $school)
    and ($district is null or c.school_id in (select school_id from schools where district = $district))
group by c.month, c.service, c.school_id;

-- by month first, as a date: its text is made once a group and not once a day
create or replace temp table scope_days as
with days_of_months as (
    select
        date_trunc('month', d.date) as month, d.service, d.school_id, count_if(not d.received) as unknown_days,
        not bool_or(d.received) as unknown
    from days d
    where ($service is null or d.service = $service) and ($school is null or d.school_id = $school)
        and ($district is null or d.school_id in (select school_id from schools where district = $district))
    group by all
)
select * replace (strftime(month, '%Y-%m') as month) from days_of_months;

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
    select school_id, month, sum(unknown_days)::bigint as unknown_days, bool_and(unknown) as unknown
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
