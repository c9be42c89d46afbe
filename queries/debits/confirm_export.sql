-- Notes that all files of an export stand under their names.
-- changes: debit_exports
-- Parameters: $export_id.
update debit_exports set published = true where export_id = $export_id
