-- Purpose: the days of a child that another family owes than the one of children.sql.
-- needs: _charges
-- grain: one row a child, family and day
-- Rule: one period a day, from the day's charge: separated parents share days as they please in Noethys.
-- Example: child 3 of family 1, charged to family 2 on 2011-06-08, gives (3, 2, 2011-06-08, 2011-06-09).
select child_id, day_family as family_id, date as valid_from, try_cast(date as date) + 1 as valid_to,
    arg_min(_file, _line) as _file, min(_line) as _line
from _charges
where child_id = child_number and day_family <> main_family and try_cast(date as date) is not null
group by child_id, day_family, date
order by child_id, valid_from
