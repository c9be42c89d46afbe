-- The money strip of « Facturation par mois et par école »: due = billed + remaining - over - unknown.
-- needs: scope, scope_days
-- grain: one row
-- `difference` is what is missing, in the scope or in the run as a whole; an export is refused unless it is 0.
-- Example: due 275.00, billed 195.00, remaining 120.00, over 10.00, unknown 30.00: difference 0.00.
with totals as (
    select
        coalesce(sum(due), 0)::decimal(18, 2) as due, coalesce(sum(billed), 0)::decimal(18, 2) as billed,
        coalesce(sum(remaining), 0)::decimal(18, 2) as remaining, coalesce(sum(over), 0)::decimal(18, 2) as over,
        coalesce(sum(unknown), 0)::decimal(18, 2) as unknown, coalesce(sum(unpriced), 0)::bigint as unpriced,
        count(*) as parts
    from scope
),
sums as (
    select sum(expected) as due, sum(billed) as billed from cells
    union all
    select sum(due), sum(billed) from school_months
),
whole as (
    select max(greatest(abs(s.due - r.expected), abs(s.billed - r.billed))) as missing
    from sums s
    cross join current_run r
)
select
    t.*, greatest(abs(t.due - t.billed - t.remaining + t.over + t.unknown), coalesce(w.missing, 0))::decimal(18, 2)
        as difference,
    (select coalesce(sum(unknown_days), 0)::bigint from scope_days) as unknown_days
from totals t
cross join whole w
