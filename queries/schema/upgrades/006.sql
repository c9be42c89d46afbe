-- From version 5 to 6, block by block.

-- What a bank's file said is counted in full, a line that needs a person stays open until someone settles it, and a
-- return can be undone (R13, Bank messages).
-- Example: a file of 2 matched and 1 unmatched becomes one of 3 read; its unmatched line gets number 1 and is open.
alter table return_files rename to return_files_5;
create table return_files (
    sha256 varchar primary key, file varchar not null,
    kind varchar not null check (kind in ('reject', 'return', 'both')), read_at timestamp not null,
    actor varchar not null, read integer not null, matched integer not null check (matched >= 0),
    unmatched integer not null check (unmatched >= 0), already integer not null check (already >= 0),
    accepted integer not null check (accepted >= 0), ignored integer not null check (ignored >= 0),
    amount decimal(18, 2) not null check (amount >= 0), read_amount decimal(18, 2), matched_amount decimal(18, 2),
    unmatched_amount decimal(18, 2), already_amount decimal(18, 2), accepted_amount decimal(18, 2),
    ignored_amount decimal(18, 2), check (read = matched + unmatched + already + accepted + ignored),
    check (read_amount = matched_amount + unmatched_amount + already_amount + accepted_amount + ignored_amount));
insert into return_files by name
select *, matched + unmatched + already + accepted as read, 0 as ignored from return_files_5;
drop table return_files_5;

alter table returns rename to returns_5;
create table returns (
    return_id integer primary key, sha256 varchar not null, kind varchar not null check (kind in ('reject', 'return')),
    level varchar not null check (level in ('debit', 'block', 'file')), end_to_end_id varchar not null,
    reason varchar not null, amount decimal(18, 2) not null check (amount > 0), booked_on date, undone_at timestamp,
    undone_by varchar, unique (end_to_end_id, kind), check ((undone_at is null) = (undone_by is null)));
insert into returns by name select * from returns_5;
drop table returns_5;

alter table unmatched_returns rename to unmatched_returns_5;
create table unmatched_returns (
    line integer primary key, sha256 varchar not null, position integer,
    kind varchar not null check (kind in ('reject', 'return')),
    level varchar not null check (level in ('debit', 'block', 'file')), subject varchar not null,
    is_credit boolean not null, reason varchar not null, amount decimal(18, 2), charges decimal(18, 2), booked_on date,
    why varchar not null, settled varchar check (settled in ('matched', 'dismissed')), settled_at timestamp,
    settled_by varchar, settled_why varchar, matched_to varchar,
    check ((settled is null) = (settled_by is null)), check ((settled is null) = (settled_why is null)),
    check ((settled is not null and settled = 'matched') = (matched_to is not null)));
insert into unmatched_returns by name
select row_number() over (order by rowid) as line, *, false as is_credit from unmatched_returns_5;
drop table unmatched_returns_5;

create or replace view failed_debits as
select
    e.end_to_end_id, e.instalment_id, e.message_id, e.family_id, e.mandate_reference, e.amount,
    bool_or(r.kind = 'reject') as rejected, min(r.booked_on) as booked_on
from debit_entries e
join debit_files f using (message_id)
join returns r using (end_to_end_id)
where f.state <> 'voided' and r.undone_at is null
group by all;

-- The causes of a run name the partner of a pair (R9.2, R9.3); what earlier runs found stays as it was.
drop view causes;
alter table run_causes add column other_family_id varchar;
alter table run_causes add column other_month varchar;
create view causes as
select * exclude (run) from run_causes where run = (select results_of from current_run);

-- An import says how many rows it withdrew.
create table withdrawals (import_id integer, table_name varchar, rows bigint);
