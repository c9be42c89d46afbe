-- Keeps how many rows of a table an import withdrew.
-- changes: withdrawals
-- Parameters: $import_id, $table, $rows.
-- Example: (7, 'attendance', 2).
insert into withdrawals by name select $import_id as import_id, $table as table_name, $rows as rows
