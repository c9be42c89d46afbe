-- Whether any import was made.
-- grain: one row
-- Example: (false) for a new ledger.
select count(*) > 0 as has_data from imports
