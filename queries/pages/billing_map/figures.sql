-- The figures of the map in a table, worst schools first. Parameter: $rows, the most rows to give (NULL = all).
-- needs: map_cells
-- grain: one row a school and month
-- `families` have something left to bill there: one with two services left unbilled counts once in its school and month.
-- Example: ('École du Lac', '2023-11', due 120.00, remaining 120.00, share 1.0000, 1 family, 0 days).
with owing as (
    select month, school_id, count(distinct family_id) as families
    from cells
    where gap > 0 and status <> 'unknown' and ($service is null or service = $service)
        and ($school is null or school_id = $school)
    group by month, school_id
)
select
    m.school, m.month, m.due, m.remaining, m.share, coalesce(o.families, 0) as families, m.unknown_days, m.unknown
from map_cells m
left join owing o on m.month = o.month and m.school_id = o.school_id
order by m.place, m.month
limit $rows
