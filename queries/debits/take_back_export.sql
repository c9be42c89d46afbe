-- Takes back an export none of whose files left: its entries, its files and itself; its instalments are due again.
-- changes: debit_entries, debit_exports, debit_files
-- Parameters: $export_id.
delete from debit_entries where message_id in (select message_id from debit_files where export_id = $export_id);

delete from debit_files where export_id = $export_id;

delete from debit_exports where export_id = $export_id;
