-- The files of an export that still count, with their bytes compressed by zlib, in the order of their names.
-- grain: one row a file that was not voided
-- Parameters: $export_id.
-- Example: ('/srv/ville/mars.xml', …).
select path, content from debit_files where export_id = $export_id and state <> 'voided' order by message_id
