-- The register of our mandates, in the order of their references.
-- needs: mandate_register
-- grain: one row a form
-- Example: ('RTM00000001-1', 'F1', 'Alma Weber', 'FR53ZZZ999999', 'recurrent', 2024-02-06, 'to_send', …).
select
    mandate_reference, family_id, account_holder, creditor_id, type, issued_on, status, reason, replaces, signed_on, iban,
    presented_on
from mandate_register
order by mandate_reference
