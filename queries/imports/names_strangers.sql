-- Whether rows of an import were rejected because they name somebody whom the ledger does not know.
-- Parameter: $import_id.
-- grain: one row
select count(*) > 0 as has_strangers from rejects where import_id = $import_id and reason = 'unknown_reference'
