-- The journal: who did what, when, on what, with which result. Append-only, chained by hash.
-- makes: journal, journal_end, ledger_info
-- It has no key on purpose: one that was tampered with must go on, and show it.
-- `hash` is the SHA-256 of the previous row's hash and this row's content, so that a changed or missing row shows.
-- Example: (1, 2024-02-06 08:12:03, 'cli', 'import', 'villes/', '{"accepted": 2475077}', '', '9f2c…').
create table journal (
    seq bigint, done_at timestamp, actor varchar, action varchar, subject varchar, details varchar,
    previous_hash varchar, hash varchar);
-- Where the journal ends: the number and hash of its last row. A chain alone cannot show that its end was cut off.
create table journal_end (seq bigint not null check (seq >= 0), hash varchar not null);
insert into journal_end by name select 0 as seq, '' as hash;
create table ledger_info (version integer not null, created_at timestamp not null, sample_city boolean not null);
