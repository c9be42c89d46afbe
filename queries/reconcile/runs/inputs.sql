-- What the facts are made of: each file that brought rows, in the order of imports. A run's input hash is its SHA-256.
-- grain: one row a file
-- Example: (3, 'attendance', '9f2c…', 2475077).
select import_id, table_name, sha256, accepted
from import_files
where accepted > 0
order by import_id, table_name, file, sha256
