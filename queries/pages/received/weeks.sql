-- The map of « Pointages reçus » : each school and week, with the days expected and received.
-- needs: scope
-- grain: one row a school and week
-- Parameter: $schools, the most schools to give, those with most unknown days first (NULL = all).
-- Example: ('E2', 'École des Prés', 2023-11-06, expected 2, received 1).
with ranked as (
    select school_id, dense_rank() over (order by count_if(not received) desc, school_id) as place
    from scope
    group by school_id
)
select
    s.school_id, coalesce(k.name, s.school_id) as school, s.week, count(*) as expected_days, count_if(s.received) as received_days
from scope s
join ranked r on s.school_id = r.school_id
left join schools k on s.school_id = k.school_id
where $schools is null or r.place <= $schools
group by s.school_id, k.name, s.week, r.place
order by r.place, s.week
