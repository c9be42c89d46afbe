-- The number of the next import.
-- grain: one row
-- Example: (1) in a new ledger.
select coalesce(max(import_id), 0) + 1 as import_id from imports
