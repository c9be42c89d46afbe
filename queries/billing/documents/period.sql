-- The whole reconciled period: from the first to the last month ever reconciled (R12, R14); NULL before any run.
-- grain: one row
-- Example: runs of 2023-09 to 2023-12 and of 2023-11 to 2024-01 give 2023-09, 2024-01.
select min(first_month) as first_month, max(last_month) as last_month from runs
