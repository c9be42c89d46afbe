-- The lines behind the months: each cell of a family of `batch` that ordinary documents did not bill right (R8, R11).
-- needs: letter_catch_up, letter_runs
-- grain: one row a cell
-- A child is its first name; '' stands for several (a merged cell). Free use that nobody billed is right and left out.
-- Example: (F1, 2023-09, Zoé, Repas standard, act, 12.00, 47.40, 0.00, 47.40, unbilled)
with cells_of as (
    select c.*, r.results_of
    from letter_runs r
    join run_cells c on r.family_id = c.family_id and r.results_of = c.run
),
catch_up as (
    -- a line that names a child of a merged cell belongs to that cell
    select
        l.family_id, case when m.family_id is null then l.child_id else '' end as child_id, l.service, l.month,
        sum(l.billed)::decimal(18, 2) as billed
    from letter_catch_up l
    left join (from cells_of where child_id = '') m
        on l.family_id = m.family_id and l.service = m.service and l.month = m.month
    group by all
)
select
    coalesce(c.family_id, u.family_id) as family_id, coalesce(c.month, u.month) as month,
    coalesce(k.first_name, '') as child, coalesce(s.label, c.service, u.service) as service, s.unit,
    coalesce(c.used_quantity, 0)::decimal(18, 2) as used_quantity, coalesce(c.expected, 0)::decimal(18, 2) as expected,
    (coalesce(c.billed, 0) - coalesce(u.billed, 0))::decimal(18, 2) as billed,
    (coalesce(c.gap, 0) + coalesce(u.billed, 0))::decimal(18, 2) as gap, c.status
from cells_of c
full join catch_up u
    on c.family_id = u.family_id and c.child_id = u.child_id and c.service = u.service and c.month = u.month
left join children k on coalesce(c.child_id, u.child_id) = k.child_id
left join services s on coalesce(c.service, u.service) = s.service
where coalesce(c.gap, 0) + coalesce(u.billed, 0) <> 0 or c.status in ('unpriced', 'unknown')
order by 1, 2, coalesce(c.child_id, u.child_id), coalesce(c.service, u.service)
