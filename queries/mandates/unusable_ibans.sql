-- The accounts that no SEPA direct debit can use, as `sepa.ibans` found them.
-- makes: unusable_ibans
-- grain: one row an IBAN
-- Parameters: $bad, their list.
create or replace temp table unusable_ibans as select unnest($bad::varchar[]) as iban;
