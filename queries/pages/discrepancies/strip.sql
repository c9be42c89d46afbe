-- The money strip and the metrics of « Écarts à traiter ».
-- needs: scope
-- grain: one row
-- due = billed + remaining − over − unknown, to the cent; `difference` is what is missing, in the scope or in the run
-- as a whole (its cells against its recorded totals); an export is refused unless it is 0.
-- `families` and `lines` are those with something to handle: a cell that is not matched.
-- Example: due 247,443.32, billed 121,832.62, remaining 127,418.70, over 1,808.00, unknown 0.00: difference 0.00.
with totals as (
    select
        coalesce(sum(expected), 0) as due, coalesce(sum(billed), 0) as billed,
        coalesce(sum(greatest(gap, 0)) filter (status <> 'unknown'), 0) as remaining,
        coalesce(sum(greatest(-gap, 0)) filter (status <> 'unknown'), 0) as over,
        coalesce(sum(billed) filter (status = 'unknown'), 0) as unknown,
        count_if(status = 'unpriced') as unpriced, count(*) as parts, count_if(status <> 'matched') as lines,
        count(distinct family_id) filter (status <> 'matched') as families
    from scope
),
whole as (
    select
        greatest(
            abs(sum(c.expected) - any_value(r.expected)), abs(sum(c.billed) - any_value(r.billed)),
            abs(sum(c.gap) - any_value(r.gap))) as missing
    from cells c
    cross join current_run r
)
select
    t.due::decimal(18, 2) as due, t.billed::decimal(18, 2) as billed, t.remaining::decimal(18, 2) as remaining,
    t.over::decimal(18, 2) as over, t.unknown::decimal(18, 2) as unknown, t.unpriced, t.parts, t.lines, t.families,
    greatest(abs(t.due - t.billed - t.remaining + t.over + t.unknown), coalesce(w.missing, 0))::decimal(18, 2)
        as difference,
    (
        select count(*)
        from days
        where not received
            and (len($months::varchar[]) = 0 or list_contains($months::varchar[], strftime(date, '%Y-%m')))
            and ($service is null or service = $service)
            and ($school is null or school_id = $school)
    ) as unknown_days
from totals t
cross join whole w
