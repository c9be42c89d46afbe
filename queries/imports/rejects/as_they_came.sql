-- The rejected rows as their file had them, to be corrected and sent again (rules.md, Commands).
-- grain: one row a rejected row
-- Example: ('attendance', 'attendance_id;child_id;…', 'A9;C1;CANT;31/02/2024;1;present').
select table_name, header, raw
from rejects
order by table_name, import_id, file, line, raw
