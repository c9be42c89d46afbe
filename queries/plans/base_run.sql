-- The latest run of the whole reconciled period, from the first to the last month ever reconciled (R12).
-- grain: one row
-- The period is NULL before any run; with it the run over it with the hash of what it read (NULL when none is).
-- Example: runs of 2023-09 to 2023-12 and of 2023-11 to 2024-01 give ('2023-09', '2024-01', NULL, NULL).
with span as (
    select min(first_month) as first_month, max(last_month) as last_month from runs
)
select s.first_month, s.last_month, r.run, r.input_hash
from span s
left join runs r using (first_month, last_month)
order by r.run desc
limit 1
