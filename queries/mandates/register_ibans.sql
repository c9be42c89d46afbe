-- The accounts of the mandates that came back signed on one of our forms.
-- grain: one row a mandate
-- Example: ('FR7699999000010000000000115').
select iban from mandates semi join mandate_forms using (mandate_reference)
