-- The journal: who did what, when, on what, with which result. Append-only, chained by hash.
-- makes: journal, journal_end, ledger_info
-- `hash` is the SHA-256 of the previous row's hash and this row's content, so that a changed or missing row shows.
-- Example: (1, 2024-02-06 08:12:03, 'cli', 'import', 'villes/', '{"accepted": 2475077}', '', '9f2c…').
create table journal (
    seq bigint, done_at timestamp, actor varchar, action varchar, subject varchar, details varchar,
    previous_hash varchar, hash varchar);
-- Where the journal ends: the number and hash of its last row. A chain alone cannot show that its end was cut off.
create table journal_end (seq bigint, hash varchar);
insert into journal_end values (0, '');
create table ledger_info (version integer, created_at timestamp, sample_city boolean);
