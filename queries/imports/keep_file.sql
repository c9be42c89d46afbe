-- Keeps what became of one file of an import.
-- changes: import_files
-- Parameters: $import_id, $file, $table and $sha256 (NULL for a file refused whole), the counts $read, $accepted,
-- $unchanged and $rejected, $refused (why it was refused whole, else NULL), $notices (a list of sentences).
-- Example: (1, 'presences.csv', 'attendance', '9f2c…', 2475080, 2475077, 0, 3, NULL, []).
insert into import_files by name
select
    $import_id as import_id, $file as file, $table as table_name, $sha256 as sha256, $read as read,
    $accepted as accepted, $unchanged as unchanged, $rejected as rejected, $refused as refused,
    $notices::varchar[] as notices
