-- Purpose: the families. The extracts hold no names: the number stands for the name.
-- needs: _counts
-- grain: one row a family
-- Example: 100000 gives (100000, Famille 100000).
select family_id, 'Famille ' || family_id as payer_name, arg_min(_file, (_line, _file)) as _file, min(_line) as _line
from _counts
where family_id is not null
group by family_id
order by family_id
