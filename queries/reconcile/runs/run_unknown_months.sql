-- The services and months of a run for which lines were billed and no attendance came (R8, `unknown`).
-- grain: one row a service and month
-- Example: ('CRECHE', '2023-12', 390.55).
select u.service, u.month, u.billed
from run_unknown_months u
join runs r on u.run = r.results_of
where r.run = $run
order by u.service, u.month
