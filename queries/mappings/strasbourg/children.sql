-- Purpose: the children. The extracts hold no names: the number stands for the name.
-- needs: _counts
-- grain: one row a child
-- Rule: the family is the one of the child's last month; who owes each month is said by payers.sql.
-- Example: 500000, last seen with family 100000, gives (500000, 100000, Enfant, 500000).
select child_id, arg_max(family_id, (month_start, family_id)) as family_id, 'Enfant' as first_name,
    any_value(child_number) as last_name, arg_min(_file, (_line, _file)) as _file, min(_line) as _line
from _counts
where child_id is not null
group by child_id
order by child_id
