-- Purpose: the family that owes each month of a child, as the extract says it.
-- needs: _counts
-- grain: one row a child and month
-- Rule: one period a month, even when nothing changes: an extract of November alone then leaves October as it was.
-- Example: child 500000 with family 100000 in 2023-10 gives (500000, 100000, 2023-10-01, 2023-11-01).
select child_id, family_id, month_start as valid_from, (month_start + interval 1 month)::date as valid_to,
    arg_min(_file, (_line, _file)) as _file, min(_line) as _line
from _counts
where child_id is not null and family_id is not null and month_start is not null
group by child_id, family_id, month_start
order by child_id, valid_from
