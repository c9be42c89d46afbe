-- The family's money strip: due = billed + remaining - over - unknown, to the cent, and what the amounts leave out.
-- `unknown_days` counts the days without attendance of its children's schools. Parameter: $family.
-- Example: due 265.41, billed 0.00, remaining 265.41, over 0.00, unknown 0.00: difference 0.00.
with totals as (
    select
        coalesce(sum(expected), 0)::decimal(18, 2) as due, coalesce(sum(billed), 0)::decimal(18, 2) as billed,
        coalesce(sum(greatest(gap, 0)) filter (status <> 'unknown'), 0)::decimal(18, 2) as remaining,
        coalesce(sum(greatest(-gap, 0)) filter (status <> 'unknown'), 0)::decimal(18, 2) as over,
        coalesce(sum(billed) filter (status = 'unknown'), 0)::decimal(18, 2) as unknown,
        count_if(status = 'unpriced') as unpriced, count(*) as parts
    from scope
),
whole as (select coalesce(max(expected - billed), 0) as gap, count(*) as known from family_totals where family_id = $family)
select
    t.*, greatest(abs(due - billed - remaining + over + unknown), abs(due - billed - w.gap))::decimal(18, 2)
        as difference,
    (
        select count(*)
        from days d
        where not d.received
            and d.school_id in (select school_id from children where family_id = $family)
    ) as unknown_days
from totals t
cross join whole w
