-- The letters sent: one row a PDF written for a family, so that the next letter knows what the family was told.
-- `kind`: notice, the catch-up notice, which is the SEPA pre-notification too; decision, the answer to a request.
-- `file` is its name, `sha256` its bytes; `amount` what the instalments it lists ask, in euros.
-- Example: (1, 'F1', 'notice', 2024-02-20, '2024-02-20-F1.pdf', '9f2c…', 3, 218.19, 2024-02-20 08:12:03, 'cli')
create table letters (
    letter_id bigint, family_id varchar, kind varchar, sent_on date, file varchar, sha256 varchar, instalments integer,
    amount decimal(18, 2), recorded_at timestamp, actor varchar);
