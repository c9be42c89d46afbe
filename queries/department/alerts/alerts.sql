-- « Alertes » : services and months that closed without being billed, worst first (the rule of `watch`).
-- Coverage = 100 × Σ over the cells of min(billed, expected), never below 0, ÷ Σ expected, one decimal.
-- Parameters: $as_of, $lag_days, $min_coverage (percent). `closed_for` is days since the month's
-- last day, `late` what is not covered, `total` the sum of it.
-- Example: November 2023, expected 1,000.00, billed 400.00, seen on 2024-01-20: 40.0, closed for 51 days.
with months as (
    select
        service, month, sum(expected)::decimal(18, 2) as due, sum(billed)::decimal(18, 2) as billed,
        sum(greatest(least(billed, expected), 0))::decimal(18, 2) as covered
    from cells
    group by service, month
    having sum(expected) > 0
),
shares as (
    select
        *, (((covered * 100)::hugeint * 2000 + (due * 100)::hugeint) // (2 * (due * 100)::hugeint))::decimal(18, 1)
            * 0.1 as coverage, last_day((month || '-01')::date) as closed_on
    from months
)
select
    a.service, coalesce(s.label, a.service) as label, a.month, a.due, a.billed, (a.due - a.covered)::decimal(18, 2) as late,
    sum(a.due - a.covered) over ()::decimal(18, 2) as total, a.coverage::decimal(18, 1) as coverage, ($as_of::date - a.closed_on) as closed_for
from shares a
left join services s on a.service = s.service
where a.coverage < $min_coverage and a.closed_on + $lag_days::integer <= $as_of::date
order by late desc, a.month, a.service
