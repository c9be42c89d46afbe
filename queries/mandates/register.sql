-- The register of our mandates, in the order of their references.
-- needs: mandate_register
-- grain: one row a form
-- Example: ('RTM00000001-1', 'F1', 'Alma Weber', 'FR53ZZZ999999', 'recurrent', 2024-02-06, 'to_send', …).
select * from mandate_register order by mandate_reference
