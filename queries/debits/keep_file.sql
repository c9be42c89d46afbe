-- Keeps one file of an export, written and not yet handed in.
-- changes: debit_files
-- Parameters: $message_id, $export_id, $created_on; $schema_name, its pain.008 version; $path, where it goes; $sha256
-- of its bytes; $content, the bytes compressed by zlib; $debits and $amount, their number and their sum in euros.
insert into debit_files by name
select
    $message_id as message_id, $export_id as export_id, $created_on as created_on, $schema_name as schema_name,
    $path as path, $sha256 as sha256, $content as content, $debits as debits, $amount as amount, 'written' as state
