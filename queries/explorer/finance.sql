-- What the queries of finance may read, and all they may read: the facts, the latest run, plans, requests and debits.
-- Account numbers are masked (`FR76 •••• •••• 1234`); neither the rows of files as they came nor the files sent to the
-- bank are here. Made in memory, never in the ledger's file; `ledger.` stands for the ledger's own tables.
-- Euros; months as text '2023-09'; periods [valid_from, valid_to). Example: select sum(gap) from cells.

create view months as
select strftime(unnest(range((first_month || '-01')::date, (last_month || '-01')::date + 1, interval 1 month)), '%Y-%m')
    as month
from ledger.current_run;
create view run as
select run, made_at, first_month, last_month, expected, billed, gap from ledger.current_run;
create view runs as
select run, made_at, actor, first_month, last_month, expected, billed, gap, families_unbilled from ledger.runs;

create view families as select * exclude (import_id) from ledger.families;
create view residences as select * exclude (import_id) from ledger.residences;
create view schools as select * exclude (import_id) from ledger.schools;
create view children as select * exclude (import_id) from ledger.children;
create view payers as select * exclude (import_id) from ledger.payers;
create view quotients as select * exclude (import_id) from ledger.quotients;
create view services as select * exclude (import_id) from ledger.services;
create view tariffs as select * exclude (import_id) from ledger.tariffs;
create view status_rules as select * exclude (import_id) from ledger.status_rules;
create view exemptions as select * exclude (import_id) from ledger.exemptions;
create view attendance as select * exclude (import_id) from ledger.attendance;
create view invoices as select * exclude (import_id) from ledger.invoices;
create view invoice_lines as select * exclude (import_id) from ledger.invoice_lines;
create view payments as select * exclude (import_id) from ledger.payments;
create view mandates as
select * exclude (import_id) replace (left(iban, 4) || ' •••• •••• ' || right(iban, 4) as iban) from ledger.mandates;

create view cells as select * from ledger.cells;
create view causes as select * from ledger.causes;
create view family_months as select * from ledger.family_months;
create view family_totals as select * from ledger.family_totals;
create view claims as select * from ledger.claims;
create view days as select * from ledger.days;
create view unknown_months as select * from ledger.unknown_months;

create view plans as select * from ledger.plans;
create view instalments as select * from ledger.instalment_states;
create view positions as select * from ledger.positions;
create view requests as select * from ledger.request_states;
create view waivers as select * from ledger.waivers;
create view debits as
select
    e.end_to_end_id, e.message_id, e.instalment_id, e.attempt, e.family_id, e.number, e.mandate_reference, e.sequence,
    e.amount, e.requested_on, f.created_on, f.state, f.handed_in_at, f.rejected_on
from ledger.debit_entries e
join ledger.debit_files f using (message_id);
create view returns as
select kind, level, end_to_end_id, reason, amount, booked_on from ledger.returns where undone_at is null;

create view imports as select import_id, started_at, finished_at, actor, source from ledger.imports;
create view import_files as
select import_id, file, table_name, read, accepted, unchanged, rejected from ledger.import_files;
create view rejects as select import_id, table_name, file, line, column_name, reason from ledger.rejects;
create view journal as select seq, done_at, actor, action, subject from ledger.journal;
