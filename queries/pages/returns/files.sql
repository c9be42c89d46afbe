-- The messages read, the latest first, for the filter and the list.
-- grain: one row a message
-- Example: ('9f2c…', 'retour.xml', 'reject', 2024-03-08 09:12:00, 'Ada', 813, 3, 1, 0, 809, 0, 180.00).
select sha256, file, kind, read_at, actor, read, matched, unmatched, already, accepted, ignored, amount
from return_files
order by read_at desc, file
