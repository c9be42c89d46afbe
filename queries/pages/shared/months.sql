-- The months of the latest run, oldest first: the choices of every month filter.
-- grain: one row a month
-- Example: a run from 2023-09 to 2024-01 gives 2023-09, 2023-10, 2023-11, 2023-12, 2024-01.
select strftime(unnest(range((first_month || '-01')::date, (last_month || '-01')::date + 1, interval 1 month)), '%Y-%m')
    as code
from current_run
