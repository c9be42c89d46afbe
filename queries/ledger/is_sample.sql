-- Whether the ledger holds the generated sample city and nothing else; false as long as nothing was imported.
-- grain: one row
-- Example: (true).
select coalesce(bool_and(sample_city), false) as is_sample from ledger_info
