-- From version 4 to 5: the small tables get keys and checks, so that a row that no rule allows is refused by the ledger
-- itself. DuckDB adds no check to a table that stands: each is made anew beside the old one and takes its rows by name.
-- Example: a ledger of version 4 with two waivers of number 12 is refused, naming `waivers`, and stays as it was.
alter table imports rename to imports_4;
create table imports (
    import_id integer primary key, started_at timestamp not null, finished_at timestamp not null,
    actor varchar not null, source varchar not null);
insert into imports by name select * from imports_4;
drop table imports_4;

alter table import_files rename to import_files_4;
create table import_files (
    import_id integer not null, file varchar not null, table_name varchar, sha256 varchar, read bigint, accepted bigint,
    unchanged bigint, rejected bigint, refused varchar, notices varchar[],
    check (read = accepted + unchanged + rejected), check (least(read, accepted, unchanged, rejected) >= 0));
insert into import_files by name select * from import_files_4;
drop table import_files_4;

alter table runs rename to runs_4;
create table runs (
    run integer primary key, results_of integer not null, made_at timestamp, actor varchar,
    first_month varchar not null check (regexp_full_match(first_month, '[12][0-9]{3}-(0[1-9]|1[0-2])')),
    last_month varchar not null check (regexp_full_match(last_month, '[12][0-9]{3}-(0[1-9]|1[0-2])')),
    parameters varchar, input_hash varchar, output_hash varchar, expected decimal(18, 2), billed decimal(18, 2),
    gap decimal(18, 2), families_unbilled bigint,
    check (results_of between 1 and run), check (first_month <= last_month));
insert into runs by name select * from runs_4;
drop table runs_4;

alter table journal_end rename to journal_end_4;
create table journal_end (seq bigint not null check (seq >= 0), hash varchar not null);
insert into journal_end by name select * from journal_end_4;
drop table journal_end_4;

alter table ledger_info rename to ledger_info_4;
create table ledger_info (version integer not null, created_at timestamp not null, sample_city boolean not null);
insert into ledger_info by name select * from ledger_info_4;
drop table ledger_info_4;

alter table plannings rename to plannings_4;
create table plannings (
    planning_id integer primary key, made_at timestamp not null, actor varchar not null, run integer not null,
    strategy varchar not null, first_due date not null, day integer not null check (day between 1 and 28),
    max_instalments integer not null check (max_instalments > 0),
    min_instalment decimal(18, 2) check (min_instalment >= 0), cap decimal(18, 2) check (cap > 0),
    threshold decimal(18, 2) not null check (threshold >= 0), prepared_on date not null,
    notice_days integer not null check (notice_days >= 0), net_credits boolean not null);
insert into plannings by name select * from plannings_4;
drop table plannings_4;

alter table plans rename to plans_4;
create table plans (
    plan_id bigint not null, planning_id integer not null, family_id varchar not null, strategy varchar not null,
    notice_days integer not null check (notice_days >= 0), prepared_on date not null, kept decimal(18, 2) not null,
    last_grant integer not null check (last_grant >= 0), approved_on date, approved_by varchar, approved_at timestamp,
    check ((approved_on is null) = (approved_by is null)), check ((approved_on is null) = (approved_at is null)));
insert into plans by name select * from plans_4;
drop table plans_4;

alter table instalments rename to instalments_4;
create table instalments (
    instalment_id varchar not null, family_id varchar not null, number integer not null check (number > 0),
    plan_id bigint not null, due_on date not null, amount decimal(18, 2) not null check (amount >= 0),
    planned decimal(18, 2) not null check (planned > 0), strategy varchar not null, announced_on date,
    released_on date, closed_on date);
insert into instalments by name select * from instalments_4;
drop table instalments_4;

alter table plan_counters rename to plan_counters_4;
create table plan_counters (
    last_plan bigint not null check (last_plan >= 0), last_instalment bigint not null check (last_instalment >= 0));
insert into plan_counters by name select * from plan_counters_4;
drop table plan_counters_4;

alter table instalment_changes rename to instalment_changes_4;
create table instalment_changes (
    instalment_id varchar not null, family_id varchar not null,
    change varchar not null check (change in ('announced', 'lowered', 'released', 'closed')),
    before decimal(18, 2) not null check (before >= 0), after decimal(18, 2) not null check (after >= 0),
    changed_on date not null, recorded_at timestamp not null);
insert into instalment_changes by name select * from instalment_changes_4;
drop table instalment_changes_4;

alter table superseded rename to superseded_4;
create table superseded (
    plan_id bigint not null, instalment_id varchar not null, amount decimal(18, 2) not null check (amount <> 0));
insert into superseded by name select * from superseded_4;
drop table superseded_4;

alter table positions rename to positions_4;
create table positions (
    family_id varchar not null, planning_id integer not null, strategy varchar not null,
    claimed decimal(18, 2) not null check (claimed >= 0), waived decimal(18, 2) not null check (waived >= 0),
    netted decimal(18, 2) not null check (netted >= 0), to_collect decimal(18, 2) not null,
    kept decimal(18, 2) not null, carried_over decimal(18, 2) not null check (carried_over >= 0),
    over_cap decimal(18, 2) not null check (over_cap >= 0), excess decimal(18, 2) not null check (excess >= 0),
    credit decimal(18, 2) not null check (credit >= 0), to_review decimal(18, 2) not null check (to_review >= 0),
    check (to_collect = claimed - waived - netted));
insert into positions by name select * from positions_4;
drop table positions_4;

alter table request_steps rename to request_steps_4;
create table request_steps (
    step_id integer primary key, request_id integer not null, family_id varchar not null,
    state varchar not null check (state in ('asked', 'sent_to_accountant', 'granted', 'refused')),
    recorded_at timestamp not null, actor varchar not null, why varchar not null, reference varchar, strategy varchar,
    first_due date, max_instalments integer check (max_instalments > 0),
    min_instalment decimal(18, 2) check (min_instalment >= 0), cap decimal(18, 2) check (cap > 0), method varchar,
    decided_on date, check (reference is not null or state not in ('granted', 'refused')));
insert into request_steps by name select * from request_steps_4;
drop table request_steps_4;

alter table waivers rename to waivers_4;
create table waivers (
    waiver_id integer primary key, family_id varchar not null,
    month varchar check (regexp_full_match(month, '[12][0-9]{3}-(0[1-9]|1[0-2])')),
    amount decimal(18, 2) not null check (amount > 0), reference varchar not null, actor varchar not null,
    why varchar not null, recorded_at timestamp not null);
insert into waivers by name select * from waivers_4;
drop table waivers_4;

alter table payment_allocations rename to payment_allocations_4;
create table payment_allocations (
    payment_id varchar not null, instalment_id varchar not null, amount decimal(18, 2) not null check (amount <> 0),
    recorded_at timestamp not null);
insert into payment_allocations by name select * from payment_allocations_4;
drop table payment_allocations_4;

alter table payment_limits rename to payment_limits_4;
create table payment_limits (
    payment_id varchar, family_id varchar, last_plan bigint not null, primary key (payment_id, family_id));
insert into payment_limits by name select * from payment_limits_4;
drop table payment_limits_4;

alter table payment_reversals rename to payment_reversals_4;
create table payment_reversals (
    payment_id varchar not null, reversed_by varchar not null, amount decimal(18, 2) not null check (amount > 0));
insert into payment_reversals by name select * from payment_reversals_4;
drop table payment_reversals_4;

alter table debit_exports rename to debit_exports_4;
create table debit_exports (
    export_id integer primary key, made_at timestamp not null, actor varchar not null, created_on date not null,
    due_from date not null, due_to date not null, allow_legacy boolean not null, left_out_path varchar not null,
    left_out varchar not null, published boolean not null, check (due_from <= due_to));
insert into debit_exports by name select * from debit_exports_4;
drop table debit_exports_4;

alter table debit_files rename to debit_files_4;
create table debit_files (
    message_id varchar primary key, export_id integer not null, created_on date not null, schema_name varchar not null,
    path varchar not null, sha256 varchar not null, content blob not null, debits integer not null check (debits > 0),
    amount decimal(18, 2) not null check (amount > 0),
    state varchar not null check (state in ('written', 'handed_in', 'rejected', 'voided')), handed_in_at timestamp,
    handed_in_by varchar, rejected_on date, voided_at timestamp, voided_by varchar, void_reason varchar,
    check (state <> 'rejected' or rejected_on is not null), check (state <> 'voided' or voided_at is not null));
insert into debit_files by name select * from debit_files_4;
drop table debit_files_4;

alter table debit_entries rename to debit_entries_4;
create table debit_entries (
    end_to_end_id varchar primary key, message_id varchar not null, block_id varchar, instalment_id varchar not null,
    attempt integer not null check (attempt > 0), family_id varchar, number integer check (number > 0),
    mandate_reference varchar, iban varchar, sequence varchar check (sequence in ('FRST', 'RCUR')),
    amount decimal(18, 2) check (amount > 0), requested_on date);
insert into debit_entries by name select * from debit_entries_4;
drop table debit_entries_4;

alter table return_files rename to return_files_4;
create table return_files (
    sha256 varchar primary key, file varchar not null, kind varchar not null check (kind in ('reject', 'return')),
    read_at timestamp not null, actor varchar not null, matched integer not null check (matched >= 0),
    unmatched integer not null check (unmatched >= 0), already integer not null check (already >= 0),
    accepted integer not null check (accepted >= 0), amount decimal(18, 2) not null check (amount >= 0));
insert into return_files by name select * from return_files_4;
drop table return_files_4;

alter table returns rename to returns_4;
create table returns (
    return_id integer primary key, sha256 varchar not null, kind varchar not null check (kind in ('reject', 'return')),
    level varchar not null check (level in ('debit', 'block', 'file')), end_to_end_id varchar not null,
    reason varchar not null, amount decimal(18, 2) not null check (amount > 0), booked_on date,
    unique (end_to_end_id, kind));
insert into returns by name select * from returns_4;
drop table returns_4;

alter table unmatched_returns rename to unmatched_returns_4;
create table unmatched_returns (
    sha256 varchar not null, kind varchar not null check (kind in ('reject', 'return')),
    level varchar not null check (level in ('debit', 'block', 'file')), subject varchar not null,
    reason varchar not null, amount decimal(18, 2), booked_on date, why varchar not null);
insert into unmatched_returns by name select * from unmatched_returns_4;
drop table unmatched_returns_4;

alter table reason_codes rename to reason_codes_4;
create table reason_codes (
    code varchar primary key, meaning varchar not null, action varchar not null, again varchar,
    hold varchar check (hold in ('mandate', 'family', 'file')));
insert into reason_codes by name select * from reason_codes_4;
drop table reason_codes_4;

alter table holds rename to holds_4;
create table holds (
    hold_id integer primary key, scope varchar not null check (scope in ('mandate', 'family', 'file')),
    subject varchar not null, reason varchar not null, end_to_end_id varchar not null, placed_at timestamp not null,
    released_at timestamp, released_by varchar, release_reason varchar,
    check ((released_at is null) = (released_by is null)));
insert into holds by name select * from holds_4;
drop table holds_4;

alter table debit_blocks rename to debit_blocks_4;
create table debit_blocks (
    reason varchar not null, set_at timestamp not null, lifted_at timestamp, lifted_by varchar, lift_reason varchar,
    check ((lifted_at is null) = (lifted_by is null)));
insert into debit_blocks by name select * from debit_blocks_4;
drop table debit_blocks_4;

alter table mandate_forms rename to mandate_forms_4;
create table mandate_forms (
    mandate_reference varchar primary key, family_id varchar not null, number integer not null check (number > 0),
    version integer not null check (version > 0), iban varchar not null, bic varchar not null, account_holder varchar,
    creditor_number varchar not null, creditor_id varchar not null, issued_on date not null, reason varchar not null,
    replaces varchar, replaced_by varchar);
insert into mandate_forms by name select * from mandate_forms_4;
drop table mandate_forms_4;

alter table mandate_marks rename to mandate_marks_4;
create table mandate_marks (
    mandate_reference varchar not null,
    status varchar not null check (status in ('to_send', 'sent', 'received', 'incomplete')),
    marked_at timestamp not null, actor varchar not null, note varchar not null);
insert into mandate_marks by name select * from mandate_marks_4;
drop table mandate_marks_4;

alter table letters rename to letters_4;
create table letters (
    letter_id bigint primary key, family_id varchar not null,
    kind varchar not null check (kind in ('notice', 'decision')), sent_on date not null, file varchar not null,
    sha256 varchar not null, instalments integer not null check (instalments >= 0), amount decimal(18, 2) not null,
    recorded_at timestamp not null, actor varchar not null);
insert into letters by name select * from letters_4;
drop table letters_4;

alter table lost_debit_files rename to lost_debit_files_4;
create table lost_debit_files (
    message_id varchar primary key, created_on date not null, debits integer not null check (debits > 0),
    amount decimal(18, 2) not null check (amount > 0),
    state varchar not null check (state in ('written', 'handed_in', 'rejected', 'voided')),
    restored_at timestamp not null);
insert into lost_debit_files by name select * from lost_debit_files_4;
drop table lost_debit_files_4;
