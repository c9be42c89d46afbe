-- One school's months and services, for « Voir l'école » : the scope is already that school's ($school).
-- Example: ('Repas', '2023-11', due 120.00, billed 0.00, remaining 120.00, 1 family).
select coalesce(s.label, c.service) as label, c.month, c.due, c.billed, c.remaining, c.families
from scope c
left join services s on c.service = s.service
order by label, c.month
limit coalesce($rows, 1000000)
