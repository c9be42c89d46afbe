-- The money strip and the metrics of « Suivi de la facturation ».
-- needs: scope, scope_days
-- grain: one row
-- due = billed + remaining − over − unknown, to the cent; `difference` is what is missing, in the scope or in the run
-- as a whole (its cells against its recorded totals); an export is refused unless it is 0.
-- `rate` = 100 × covered ÷ due, one decimal, half-up (`watch`); `last_rate` and `rate_before` are those of the last month
-- with something due and of the month before it; NULL where nothing is due.
-- Example: due 247,443.32, billed 121,832.62, remaining 127,418.70, over 1,808.00, unknown 0.00: difference 0.00.
with totals as (
    select
        coalesce(sum(due), 0) as due, coalesce(sum(billed), 0) as billed, coalesce(sum(remaining), 0) as remaining,
        coalesce(sum(over), 0) as over, coalesce(sum(unknown), 0) as unknown, coalesce(sum(covered), 0) as covered,
        coalesce(sum(unpriced), 0) as unpriced, count(*) as parts
    from scope
),
months as (
    select month, sum(covered) as covered, sum(due) as due
    from scope
    group by month
    having sum(due) > 0
),
rates as (
    select
        month,
        ((((covered * 100)::hugeint * 2000 + (due * 100)::hugeint) // (2 * (due * 100)::hugeint))::decimal(18, 1) * 0.1)
            ::decimal(18, 1) as rate
    from months
),
latest as (
    select month as last_month, rate as last_rate, lag(rate) over (order by month) as rate_before
    from rates
    order by month desc
    limit 1
),
sums as (
    select sum(expected) as due, sum(billed) as billed, sum(gap) as gap from cells
    union all
    select sum(due), sum(billed), sum(due - billed) from school_months
),
whole as (
    select max(greatest(abs(s.due - r.expected), abs(s.billed - r.billed), abs(s.gap - r.gap))) as missing
    from sums s
    cross join current_run r
)
select
    t.due::decimal(18, 2) as due, t.billed::decimal(18, 2) as billed, t.remaining::decimal(18, 2) as remaining,
    t.over::decimal(18, 2) as over, t.unknown::decimal(18, 2) as unknown, t.unpriced::bigint as unpriced, t.parts,
    greatest(abs(t.due - t.billed - t.remaining + t.over + t.unknown), coalesce(w.missing, 0))::decimal(18, 2)
        as difference,
    (select coalesce(sum(unknown_days), 0)::bigint from scope_days) as unknown_days,
    if(t.due > 0,
        (((t.covered * 100)::hugeint * 2000 + (t.due * 100)::hugeint) // greatest(2 * (t.due * 100)::hugeint, 1))
            ::decimal(18, 1) * 0.1, null)::decimal(18, 1) as rate,
    l.last_month, l.last_rate, l.rate_before, (l.last_rate - l.rate_before)::decimal(18, 1) as progress
from totals t
cross join whole w
left join latest l on true
