-- The rejected records of the file with their keys, in the order of the file.
-- needs: keyed, problems
-- grain: one row a record
-- Example: (811, 'bad_date', 'date', 'date illisible : …', 'A9').
select record, p.reason, p.column_name, p.message, key
from problems p
join keyed using (record)
order by record
