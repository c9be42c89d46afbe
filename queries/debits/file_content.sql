-- The bytes of one file as it was written, compressed by zlib; no row when no file has that name.
-- grain: one row
-- Parameters: $message_id.
select content from debit_files where message_id = $message_id
