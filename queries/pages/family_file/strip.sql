-- The family's money strip: due = billed + remaining - over - unknown, to the cent, and what the amounts leave out.
-- needs: scope, scope_days, scope_total
-- grain: one row
-- `difference` is what is missing in its cells, or between them and the run's own total of the family; an export is
-- refused unless it is 0. `unknown_days` counts the days without attendance of its children's schools.
-- Example: due 265.41, billed 0.00, remaining 265.41, over 0.00, unknown 0.00: difference 0.00.
with totals as (
    select
        coalesce(sum(expected), 0)::decimal(18, 2) as due, coalesce(sum(billed), 0)::decimal(18, 2) as billed,
        coalesce(sum(greatest(gap, 0)) filter (status <> 'unknown'), 0)::decimal(18, 2) as remaining,
        coalesce(sum(greatest(-gap, 0)) filter (status <> 'unknown'), 0)::decimal(18, 2) as over,
        coalesce(sum(billed) filter (status = 'unknown'), 0)::decimal(18, 2) as unknown,
        count(*) filter (status = 'unpriced') as unpriced, count(*) as parts
    from scope
),
whole as (select coalesce(max(gap), 0) as gap from scope_total)
select
    t.*, greatest(abs(due - billed - remaining + over + unknown), abs(due - billed - w.gap))::decimal(18, 2)
        as difference,
    (select count(*) from scope_days) as unknown_days
from totals t
cross join whole w
