-- « Imports précédents » : each file of each import, the latest first, with the fingerprint of what was received.
-- grain: one row a file of an import
-- Example: (7, 2024-02-06 08:12:03, 'finances', 'attendance.csv', 'attendance', 2500000 read, '9f2c…').
select
    i.started_at, i.actor, f.file, f.table_name, f.read, f.accepted, f.unchanged, f.rejected, f.refused,
    left(f.sha256, 12) as fingerprint
from imports i
join import_files f on i.import_id = f.import_id
order by i.import_id desc, f.table_name nulls last, f.file
limit 500
