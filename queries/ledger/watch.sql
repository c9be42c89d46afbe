-- The early warning: services and months that closed without being billed (contract, `watch`).
-- Coverage = 100 × Σ over the cells of min(billed, expected), never below 0, ÷ Σ expected, one decimal.
-- Parameters: $as_of, $lag_days (the month's last day is at least that long ago), $min_coverage in percent.
-- Example: November 2023, expected 1,000.00 and billed 400.00 on the right cells, seen on 2024-01-20: coverage 40.0.
with months as (
    select
        service, month, sum(expected)::decimal(18, 2) as expected, sum(billed)::decimal(18, 2) as billed,
        sum(greatest(least(billed, expected), 0))::decimal(18, 2) as covered
    from cells
    group by service, month
    having sum(expected) > 0
),
shares as (
    select
        *, (((covered * 100)::hugeint * 2000 + (expected * 100)::hugeint)
            // (2 * (expected * 100)::hugeint))::decimal(18, 1) * 0.1 as coverage
    from months
)
select service, month, expected, billed, coverage::decimal(18, 1) as coverage
from shares
where coverage < $min_coverage and last_day((month || '-01')::date) + $lag_days <= $as_of
order by month, service
