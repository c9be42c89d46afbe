-- How many rejected rows the filters keep. Parameters: $table, $reason (NULL = all).
-- grain: one row
-- Example: 24923.
select count(*) as lines
from rejects
where ($table is null or table_name = $table) and ($reason is null or reason = $reason)
