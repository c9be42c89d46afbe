-- The figures of the map in a table, worst schools first: each school and month with what is not billed.
-- `share` = remaining ÷ due (0 to 1, four decimals); `families` = families with something left to bill; `unknown_days` =
-- days of that school and month without attendance; `unknown` is true where no attendance came at all.
-- Parameter: $rows, the most rows to give (NULL = all).
-- Example: ('E1', 'École du Lac', '2023-11', due 120.00, remaining 120.00, share 1.0000, 1 family, 0 days, false).
with due as (
    select
        school_id, month, sum(due)::decimal(18, 2) as due, sum(remaining)::decimal(18, 2) as remaining,
        sum(families) as families
    from scope
    where school_id <> ''
    group by school_id, month
),
known as (
    select school_id, month, count_if(not received) as unknown_days, not bool_or(received) as unknown
    from scope_days
    group by school_id, month
),
cells_of_map as (
    select
        coalesce(d.school_id, k.school_id) as school_id, coalesce(d.month, k.month) as month, d.due,
        coalesce(d.remaining, 0)::decimal(18, 2) as remaining, coalesce(d.families, 0) as families,
        coalesce(k.unknown_days, 0) as unknown_days, coalesce(k.unknown and d.due is null, false) as unknown
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
    m.families, m.unknown_days, m.unknown
from cells_of_map m
join ranked r on m.school_id = r.school_id
left join schools s on m.school_id = s.school_id
order by r.place, m.month
limit $rows
