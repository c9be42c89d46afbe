-- « Alertes » : the coverage of each month, all services together, beside the threshold (rules.md, Commands).
-- grain: one row a month with something due
-- share = Σ min(billed, expected), never below 0, ÷ Σ expected (0 to 1, three decimals, half-up), of months with something due;
-- `is_closed` when the month's last day is at least $lag_days before $as_of.
-- Example: November 2023, expected 170.00, billed on the right cells 50.00: share 0.294.
with months as (
    select
        month, sum(expected)::decimal(18, 2) as due,
        sum(greatest(least(billed, expected), 0))::decimal(18, 2) as covered
    from cells
    group by month
    having sum(expected) > 0
)
select
    month,
    ((((covered * 100)::hugeint * 2000 + (due * 100)::hugeint) // (2 * (due * 100)::hugeint))::decimal(18, 1) * 0.001)
        ::decimal(18, 3) as share,
    last_day((month || '-01')::date) + $lag_days::integer <= $as_of::date as is_closed
from months
order by month
