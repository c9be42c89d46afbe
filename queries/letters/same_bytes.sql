-- How many letters of these very bytes are recorded.
-- grain: one row
-- $sha256, the hash of a PDF. Example: 1 for a letter that is taken a second time.
select count(*) as letters from letters where sha256 = $sha256
