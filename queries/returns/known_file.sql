-- Whether the very same message was read before; no row when it was not.
-- grain: one row
-- Parameters: $sha256 of its bytes.
select file from return_files where sha256 = $sha256 limit 1
