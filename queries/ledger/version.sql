-- The version of the ledger's schema.
-- grain: one row
-- Example: (4).
select max(version) as version from ledger_info
