-- What came in, and what did not: each import, each of its files, each row refused.
-- makes: import_files, imports, rejects, withdrawals
-- `sha256` is the fingerprint of the file as received; counts obey read = accepted + unchanged + rejected.
-- A rejected row is kept whole: `raw` is its text as it came, `header` the header of its file, `line` the physical
-- line where it starts (the header is line 1; the row of the sheet in Excel); `key` is NULL when it cannot be read.
-- Example: ('attendance', 'presences.csv', 812, 'date', 'bad_date', '…', 'A9;C1;CANT;31/02/2024;1;present', …).
-- `withdrawals` counts the rows that an import took out of what counts; they stand in `past_…` with its number.
-- `rejects` has no key: an import may refuse a million rows, and one key many times.
create table imports (
    import_id integer primary key, started_at timestamp not null, finished_at timestamp not null,
    actor varchar not null, source varchar not null);
create table import_files (
    import_id integer not null, file varchar not null, table_name varchar, sha256 varchar, read bigint, accepted bigint,
    unchanged bigint, rejected bigint, refused varchar, notices varchar[],
    check (read = accepted + unchanged + rejected), check (least(read, accepted, unchanged, rejected) >= 0));
create table rejects (
    import_id integer, table_name varchar, file varchar, line bigint, column_name varchar, reason varchar,
    message varchar, raw varchar, header varchar, key varchar);
create table withdrawals (import_id integer, table_name varchar, rows bigint);
