-- The forms to print: what the family reads on each.
-- needs: mandate_renewals
-- grain: one row a form
-- To be asked after `issue_forms`. Example: ('RTM00000001-1', 'F1', 'Alma Weber', 'FR76…', …).
select
    f.mandate_reference, f.family_id, f.account_holder, f.iban, f.bic, f.creditor_id, f.issued_on, f.reason,
    p.address_line, p.postal_code, p.town, p.country
from mandate_forms f
join mandate_renewals r using (family_id)
join families p using (family_id)
where f.replaced_by is null
order by f.mandate_reference
