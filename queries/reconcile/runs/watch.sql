-- The early warning: services and months that closed without being billed (rules.md, Commands).
-- grain: one row a service and month
-- Coverage = 100 × Σ over the cells of min(billed, expected), never below 0, ÷ Σ expected, one decimal.
-- Parameters: $as_of, $lag_days (the month's last day is at least that long ago), $min_coverage in percent.
-- `share` is the coverage from 0 to 1, `late` what is not covered, `total` the sum of `late`, `closed_for` the days since
-- the end of the month.
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
            // (2 * (expected * 100)::hugeint))::decimal(18, 1) * 0.1 as coverage,
        last_day((month || '-01')::date) as closed_on
    from months
)
select
    a.service, coalesce(s.label, a.service) as label, a.month, (a.month || '-01')::date as month_date, a.expected,
    a.billed, a.coverage::decimal(18, 1) as coverage, (a.coverage * 0.01)::decimal(18, 3) as share, (a.expected - a.covered)::decimal(18, 2) as late,
    sum(a.expected - a.covered) over ()::decimal(18, 2) as total, ($as_of::date - a.closed_on) as closed_for
from shares a
left join services s on a.service = s.service
where a.coverage < $min_coverage and a.closed_on + $lag_days::integer <= $as_of::date
order by a.month, a.service
