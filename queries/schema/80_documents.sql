-- The letters sent: one row a PDF written for a family, so that the next letter knows what the family was told.
-- makes: letters, lost_debit_files
-- `kind`: notice, the catch-up notice, which is the SEPA pre-notification too; decision, the answer to a request.
-- `file` is its name, `sha256` its bytes; `amount` what the instalments it lists ask, in euros.
-- Example: (1, 'F1', 'notice', 2024-02-20, '2024-02-20-F1.pdf', '9f2c…', 3, 218.19, 2024-02-20 08:12:03, 'cli')
create table letters (
    letter_id bigint primary key, family_id varchar not null,
    kind varchar not null check (kind in ('notice', 'decision')), sent_on date not null, file varchar not null,
    sha256 varchar not null, instalments integer not null check (instalments >= 0), amount decimal(18, 2) not null,
    recorded_at timestamp not null, actor varchar not null);

-- Debit files that a replaced ledger knew and a restored one does not: their message ids are never given again, and
-- someone must say what became of them before debits go on. `restored_at` is when the backup took its place.
-- Example: (RT20240229-0001, 2024-02-29, 812, 48720.00, 'handed_in', 2024-03-01 09:00)
create table lost_debit_files (
    message_id varchar primary key, created_on date not null, debits integer not null check (debits > 0),
    amount decimal(18, 2) not null check (amount > 0),
    state varchar not null check (state in ('written', 'handed_in', 'rejected', 'voided')),
    restored_at timestamp not null);
