-- « Lignes rejetées » : where each row is, why it was refused, and its text as it came, with its file's header: the page
-- masks the IBANs before it shows any.
-- grain: one row a rejected row
-- Parameters: $table, $reason (NULL = all), $rows (the most rows to give).
-- Example: ('presences.csv', 812, 'date', 'bad_date', '…', 'A9;C1;CANT;31/02/2024;1;present', 'attendance_id;…').
select table_name, file, line, column_name, message, raw, header
from rejects
where ($table is null or table_name = $table) and ($reason is null or reason = $reason)
order by import_id desc, table_name, file, line
limit $rows
