-- family_months.csv of a run (R10). Example: F00000,2023-09,72.49,72.50,-0.01,partial
-- grain: one row a family and month
select m.family_id, m.month, m.expected, m.billed, m.gap, m.status
from run_family_months m
join runs r on m.run = r.results_of
where r.run = $run
order by m.family_id, m.month
