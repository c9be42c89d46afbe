-- The family's account as the title names it. Parameter: $family.
-- grain: one row, or none for an unknown number
-- Example: ('F00001', 'Weber Alma', 'direct_debit', 2 children).
select
    f.family_id, f.payer_name, f.payment_method,
    (select count(*) from children c where c.family_id = f.family_id) as children
from families f
where f.family_id = $family
