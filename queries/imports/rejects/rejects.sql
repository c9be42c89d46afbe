-- The rejected rows that wait for a correction, in the order in which a person would go through them.
-- grain: one row a rejected row
-- Parameters: $table and $reason narrow the list; NULL means all (rules.md, Rejected rows).
-- Example: a meal dated 31/02/2024 gives ('attendance', 'presences.csv', 812, 'date', 'bad_date', …).
select table_name, file, line, column_name, reason, message, raw
from rejects
where ($table is null or table_name = $table) and ($reason is null or reason = $reason)
order by table_name, file, import_id, line, raw
