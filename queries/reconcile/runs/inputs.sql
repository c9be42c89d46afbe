-- What the facts are made of: each file that brought rows and each withdrawal, in the order of imports. A run's input
-- hash is its SHA-256.
-- grain: one row a file or withdrawal
-- Example: (3, 'attendance', '9f2c…', 2475077).
select import_id, table_name, sha256, accepted
from import_files
where accepted > 0
union all
select import_id, table_name, 'retrait', rows from withdrawals
order by import_id, table_name, sha256
