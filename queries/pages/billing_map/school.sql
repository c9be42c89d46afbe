-- One school's months and services, for « Voir l'école » : the scope is already that school's ($school).
-- needs: scope
-- grain: one row a service and month
-- Example: ('Repas', '2023-11', due 120.00, billed 0.00, remaining 120.00, 1 family).
with owing as (
    select month, service, count(distinct family_id) as families
    from cells
    where school_id = $school and gap > 0 and status <> 'unknown'
    group by month, service
)
select
    coalesce(s.label, c.service) as label, c.month, c.due, c.billed, c.remaining, coalesce(o.families, 0) as families
from scope c
left join owing o on c.month = o.month and c.service = o.service
left join services s on c.service = s.service
order by label, c.month
limit coalesce($rows, 1000000)
