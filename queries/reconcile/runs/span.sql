-- The first and the last month that a page recomputes by default: all months ever reconciled, widened to the data.
-- grain: one row, NULL without any data
-- Example: ('2023-09', '2024-01').
select min(month) as first, max(month) as last
from (
    select min(first_month) as month from runs
    union all
    select max(last_month) from runs
    union all
    select strftime(min(date), '%Y-%m') from attendance
    union all
    select strftime(max(date), '%Y-%m') from attendance
    union all
    select min(month) from invoice_lines
    union all
    select max(month) from invoice_lines
)
