-- Notes the new place of a file on the disk.
-- changes: debit_files
-- Parameters: $message_id; $path, where it is now.
update debit_files set path = $path where message_id = $message_id
