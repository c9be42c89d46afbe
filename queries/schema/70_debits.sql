-- The debits: files written for the bank, their entries, what came back, holds, and the register of our mandates.
-- makes: debit_blocks, debit_entries, debit_exports, debit_files, failed_debits, held_families, held_mandates, holds,
--   live_debits, mandate_forms, mandate_marks, mandate_uses, reason_codes, return_files, returned_debits, returns,
--   unmatched_returns
-- Rules: R13, commands `debits`, `returns`, `mandates`; euros, dates of the calendar.
-- Keys and checks as in 60_plans.sql; a failure of one kind is kept once a debit.
-- Example: instalment RT0000012345 of 60.00 stands in file RT20240228-0001 as entry RT0000012345-1; the bank returns
--   it with AC04: one row of `returns`, one hold on its mandate, and the instalment is `returned`. If the file is
--   voided instead, the next file has it as RT0000012345-2.

-- One row a run of `debits` that wrote something: what was asked, and the list of those left out, kept as written.
-- `published` is false between the commit of the entries and the moment all files stand under their names: the next
-- command on the ledger completes what a crash cut off.
create table debit_exports (
    export_id integer primary key, made_at timestamp not null, actor varchar not null, created_on date not null,
    due_from date not null, due_to date not null, allow_legacy boolean not null, left_out_path varchar not null,
    left_out varchar not null, published boolean not null, check (due_from <= due_to));

-- One row a file. `state`: written, handed_in (someone said so), rejected (whole, by the bank), voided.
-- `content` is the file itself, compressed by zlib: what the bank was given can always be shown again.
create table debit_files (
    message_id varchar primary key, export_id integer not null, created_on date not null, schema_name varchar not null,
    path varchar not null, sha256 varchar not null, content blob not null, debits integer not null check (debits > 0),
    amount decimal(18, 2) not null check (amount > 0),
    state varchar not null check (state in ('written', 'handed_in', 'rejected', 'voided')), handed_in_at timestamp,
    handed_in_by varchar, rejected_on date, voided_at timestamp, voided_by varchar, void_reason varchar,
    check (state <> 'rejected' or rejected_on is not null), check (state <> 'voided' or voided_at is not null));

-- One row a debit of a file; ids are never used again, whatever becomes of the file. Those of files that a restore lost
-- are kept without their file, for their ids alone.
create table debit_entries (
    end_to_end_id varchar primary key, message_id varchar not null, block_id varchar, instalment_id varchar not null,
    attempt integer not null check (attempt > 0), family_id varchar, number integer check (number > 0),
    mandate_reference varchar, iban varchar, sequence varchar check (sequence in ('FRST', 'RCUR')),
    amount decimal(18, 2) check (amount > 0), requested_on date);

-- One row a file read from the bank, by its SHA-256, and what became of its lines, in number and euros (R13, Bank
-- messages). `kind`: reject (pain.002), return (camt.054, 053, 052) or both. The sums by fate are NULL for files read
-- before they were counted; `amount` is what was newly returned.
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
-- One row a debit that failed: `kind` reject (before settlement) or return (after); `level` debit, block or file.
-- `level`: the debit alone, or the block or file refused as a whole. `undone_at`: the bank took the return back, and a
-- person matched its credit.
create table returns (
    return_id integer primary key, sha256 varchar not null, kind varchar not null check (kind in ('reject', 'return')),
    level varchar not null check (level in ('debit', 'block', 'file')), end_to_end_id varchar not null,
    reason varchar not null, amount decimal(18, 2) not null check (amount > 0), booked_on date, undone_at timestamp,
    undone_by varchar, unique (end_to_end_id, kind), check ((undone_at is null) = (undone_by is null)));
-- One row a line of a message that needs a person: shown, nothing marked, open until someone matches it with a debit of
-- ours or dismisses it. `position` is its place among the file's answers; `is_credit`: money received, not taken back.
create table unmatched_returns (
    line integer primary key, sha256 varchar not null, position integer,
    kind varchar not null check (kind in ('reject', 'return')),
    level varchar not null check (level in ('debit', 'block', 'file')), subject varchar not null,
    is_credit boolean not null, reason varchar not null, amount decimal(18, 2), charges decimal(18, 2), booked_on date,
    why varchar not null, settled varchar check (settled in ('matched', 'dismissed')), settled_at timestamp,
    settled_by varchar, settled_why varchar, matched_to varchar,
    check ((settled is null) = (settled_by is null)), check ((settled is null) = (settled_why is null)),
    check ((settled is not null and settled = 'matched') = (matched_to is not null)));

-- What a reason code means and what to do next; the city may edit it. `hold`: whose debits wait until someone
-- releases them: mandate, family, file (families with a return in that file) or nothing. `again`: the action when the
-- family already had that reason. Code '*' stands for every code not listed.
create table reason_codes (
    code varchar primary key, meaning varchar not null, action varchar not null, again varchar,
    hold varchar check (hold in ('mandate', 'family', 'file')));
insert into reason_codes by name
select unnest(codes) as code, meaning, action, again, hold
from (values
    (['AM04'], 'Provision insuffisante', 'replanifier', 'appeler la famille', null),
    (['ED05'], 'Règlement entre banques échoué', 'replanifier', 'appeler la famille', null),
    (['MS03', '*'], 'Motif non communiqué', 'appeler la famille', null, 'mandate'),
    (['AC01', 'AC13', 'RC01', 'CNOR', 'DNOR'], 'Coordonnées bancaires inexactes', 'nouveau mandat', null, 'mandate'),
    (['AC04'], 'Compte clos', 'nouveau mandat', null, 'mandate'),
    (['AG01'], 'Compte qui n''accepte pas de prélèvement', 'nouveau mandat', null, 'mandate'),
    (['AC06'], 'Compte bloqué', 'autre moyen', null, 'mandate'),
    (['MS02', 'SL01'], 'Refus ou limite fixée par le débiteur', 'autre moyen', null, 'mandate'),
    (['MD01'], 'Pas de mandat, ou opération contestée comme non autorisée', 'retrouver le mandat signé', null, 'mandate'),
    (['MD06'], 'Remboursement demandé par le débiteur', 'autre moyen', null, 'mandate'),
    (['MD07'], 'Débiteur décédé', 'transmettre au comptable', null, 'family'),
    (['AM05'], 'Opération en double', 'comparer avec le registre', null, 'file'),
    (['MD02', 'AG02', 'BE05', 'FF01', 'FF05', 'TM01', 'DT01', 'RR01', 'RR02', 'RR03', 'RR04'],
        'Données du fichier refusées', 'corriger puis replanifier', null, null)
) as listed(codes, meaning, action, again, hold);

-- A hold that a return's reason put: no debit of its mandate, family or file's families until it is released.
create table holds (
    hold_id integer primary key, scope varchar not null check (scope in ('mandate', 'family', 'file')),
    subject varchar not null, reason varchar not null, end_to_end_id varchar not null, placed_at timestamp not null,
    released_at timestamp, released_by varchar, release_reason varchar,
    check ((released_at is null) = (released_by is null)));

-- Why no debit file may be written until someone lifts it: a restored ledger may not know the latest files.
create table debit_blocks (
    reason varchar not null, set_at timestamp not null, lifted_at timestamp, lifted_by varchar, lift_reason varchar,
    check ((lifted_at is null) = (lifted_by is null)));

-- The register of our mandates: one row a form printed. The reference is RTM, the family's number and a version: a
-- new IBAN, holder or creditor number makes a new version, and `replaced_by` tells which. `iban` is what is printed.
create table mandate_forms (
    mandate_reference varchar primary key, family_id varchar not null, number integer not null check (number > 0),
    version integer not null check (version > 0), iban varchar not null, bic varchar not null, account_holder varchar,
    creditor_number varchar not null, creditor_id varchar not null, issued_on date not null, reason varchar not null,
    replaces varchar, replaced_by varchar);
-- What people said of a form on paper, in order: sent, received, incomplete, to_send; the last word counts.
create table mandate_marks (
    mandate_reference varchar not null,
    status varchar not null check (status in ('to_send', 'sent', 'received', 'incomplete')),
    marked_at timestamp not null, actor varchar not null, note varchar not null);

-- Entries that failed, each once, with the kinds known of it; those of a voided file no longer count as failed, nor a
-- return that the bank undid.
create view failed_debits as
select
    e.end_to_end_id, e.instalment_id, e.message_id, e.family_id, e.mandate_reference, e.amount,
    bool_or(r.kind = 'reject') as rejected, min(r.booked_on) as booked_on
from debit_entries e
join debit_files f using (message_id)
join returns r using (end_to_end_id)
where f.state <> 'voided' and r.undone_at is null
group by all;

-- Entries in a live file (written, neither voided nor wholly rejected) that did not fail.
create view live_debits as
select e.instalment_id, e.message_id, e.end_to_end_id, e.family_id, e.amount, e.requested_on
from debit_entries e
join debit_files f using (message_id)
where f.state in ('written', 'handed_in')
    and e.end_to_end_id not in (select end_to_end_id from failed_debits);

-- Instalments whose debit failed and that are owed again through the next re-plan.
create view returned_debits as
select distinct instalment_id from failed_debits;

-- Whose debits wait: families and mandates with a hold that nobody released.
create view held_families as
select subject as family_id from holds where scope = 'family' and released_at is null
union
select d.family_id
from holds h
join failed_debits d on d.message_id = h.subject
where h.scope = 'file' and h.released_at is null;
create view held_mandates as
select distinct subject as mandate_reference from holds where scope = 'mandate' and released_at is null;

-- What our files did with each mandate. Presented: the latest date asked of the bank, even if refused or returned
-- (36 months run from it); collected: some collection was not rejected before settlement (the next one is RCUR).
-- A file voided because it was never sent did neither; one the bank refused whole was presented.
create view mandate_uses as
select
    e.mandate_reference,
    max(e.requested_on) as presented_on,
    bool_or(f.state <> 'voided' and not coalesce(d.rejected, false)) as collected,
    arg_max(e.iban, e.requested_on) as iban
from debit_entries e
join debit_files f using (message_id)
left join failed_debits d using (end_to_end_id)
where f.state <> 'voided' or f.rejected_on is not null
group by e.mandate_reference;
