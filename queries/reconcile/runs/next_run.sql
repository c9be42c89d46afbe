-- The number of the next run.
-- grain: one row
-- Example: (1) before the first reconciliation.
select coalesce(max(run), 0) + 1 as run from runs
