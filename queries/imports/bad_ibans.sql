-- The IBANs of the file that the library refuses (ISO 13616), for the check that rejects their rows.
-- Parameter: $ibans, a list.
-- makes: bad_ibans
-- grain: one row an IBAN
create or replace temp table bad_ibans as select unnest($ibans::varchar[]) as iban
