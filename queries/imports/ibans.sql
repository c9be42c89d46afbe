-- The IBANs of a file of mandates, for the library that judges them.
-- needs: stage
-- grain: one row an IBAN
select distinct iban from stage where iban is not null
