-- What became of the rows of each sheet of a workbook, once it has entered.
-- Parameters: $starts and $ends, the ordinal of each sheet's first row and of the first row after it.
-- needs: accepted, problems, stage
-- grain: one row a sheet, in their order
-- Example: sheets of 3 rows each, one row rejected in the second: (0, 3, 3, 0, 0), (1, 3, 2, 0, 1).
with parts as (
    select unnest(range(len($starts::bigint[]))) as place, unnest($starts::bigint[]) as first,
        unnest($ends::bigint[]) as after
), fates as (
    select
        record, record in (select record from accepted) as is_accepted,
        record in (select record from problems) as is_rejected
    from stage
)
select
    p.place, count(f.record) as read, count(*) filter (f.is_accepted) as accepted,
    count(*) filter (not f.is_accepted and not f.is_rejected) as unchanged,
    count(*) filter (f.is_rejected) as rejected
from parts p
left join fates f on f.record >= p.first and f.record < p.after
group by p.place
order by p.place
