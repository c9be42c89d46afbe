-- The latest run, and the whole reconciled period (from the first to the last month ever reconciled).
-- grain: one row, or none before any run
-- Example: (12, 9f2c…, 2023-09, 2024-01)
select
    c.run, c.output_hash, (select min(first_month) from runs) as first_month,
    (select max(last_month) from runs) as last_month
from current_run c
