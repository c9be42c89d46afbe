-- What a run does not explain, in euros: 0.00, or no figure of it may be exported (the money strip).
-- Adds up the run's cells, due = billed + remaining − over − unknown, and compares them with the run's recorded totals.
-- grain: one row
-- Parameters: $run.
-- Example: cells of 274.00 due in a run of 275.00: difference 1.00.
with totals as (
    select
        coalesce(sum(c.expected), 0) as due, coalesce(sum(c.billed), 0) as billed, coalesce(sum(c.gap), 0) as gap,
        coalesce(sum(greatest(c.gap, 0)) filter (c.status <> 'unknown'), 0) as remaining,
        coalesce(sum(greatest(-c.gap, 0)) filter (c.status <> 'unknown'), 0) as over,
        coalesce(sum(c.billed) filter (c.status = 'unknown'), 0) as unknown
    from run_cells c
    join runs r on c.run = r.results_of
    where r.run = $run
)
select
    greatest(
        abs(t.due - t.billed - t.remaining + t.over + t.unknown), abs(t.due - r.expected), abs(t.billed - r.billed),
        abs(t.gap - r.gap)
    )::decimal(18, 2) as difference
from totals t
cross join runs r
where r.run = $run
