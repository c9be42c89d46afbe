-- The accounts of the mandates of the families to debit: each is checked before a mandate is chosen (R13).
-- needs: debits_to_place
-- grain: one row an IBAN
-- Example: ('FR7699999000010000000000115').
select distinct iban from mandates where family_id in (select family_id from debits_to_place)
