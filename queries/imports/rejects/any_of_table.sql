-- Whether rows of a table wait for a correction. Parameter: $table.
-- grain: one row
-- Example: (false) for a table of which every row was always accepted.
select count(*) > 0 as has_rejects from rejects where table_name = $table
