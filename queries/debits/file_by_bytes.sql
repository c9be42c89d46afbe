-- Which file of ours has these bytes; no row when none has.
-- grain: one row
-- Parameters: $sha256 of the bytes.
-- Example: ('RT20240228-0001').
select message_id from debit_files where sha256 = $sha256
