-- Purpose: monthly counts of use.
-- needs: _counts
-- grain: one row a child, service, month and status
-- Rule: counts of the same child, service, month and status are added up (a diet and the standard meal are one
--   service). `avec résa` is `present`, `sans résa` is `unbooked`. APM is one flat fee a month: morning and evening
--   in the month is APM, only one of the two is APM_PARTIEL, never both services; 1 is counted, not the presences.
--   A count that cannot be read, or is negative, rejects the whole group: a part of it would be a wrong count.
--   The identifier says what is counted, so that the same extract, a longer or a corrected one falls on the same row
--   (APM's says neither of its two services: the second half of a month may change which it is).
-- Example: 9 mornings and 11 evenings of 500000 in 2023-10 give (ACT-500000-2023-10-APM, 500000, APM, 2023-10, 1).
with counted as (
    select extract, child_id, month, service, status,
        -- rows without a child or a month have no group: each is rejected on its own line
        case when child_id is null or month_start is null then _line end as alone,
        bool_or(morning and quantity > 0) and bool_or(evening and quantity > 0) as both_sides,
        min(quantity_text) filter (quantity is null) as unreadable,
        sum(quantity) as quantity,
        coalesce(arg_min(_file, (_line, _file)) filter (quantity is null), arg_min(_file, (_line, _file))) as _file,
        coalesce(min(_line) filter (quantity is null), min(_line)) as _line
    from _counts
    group by all
)

select
    extract || '-' || coalesce('L' || alone, child_id || '-' || month) || '-' || service
        || if(extract = 'CANT', '-' || status, '') as attendance_id,
    child_id,
    if(service = 'APM' and not coalesce(both_sides, false), 'APM_PARTIEL', service) as service,
    month as date,
    coalesce(unreadable, if(service = 'APM', least(ceil(quantity), 1)::decimal(12, 2), quantity)::varchar) as quantity,
    status,
    _file,
    _line
from counted
order by attendance_id
