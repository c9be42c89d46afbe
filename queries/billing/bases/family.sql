-- A family as letters address it. Parameter: $family.
-- grain: one row, or none for an unknown number
-- Example: (F1, Alma Weber, 12 rue des Prés, 67100, Strasbourg, FR, direct_debit)
select family_id, payer_name, address_line, postal_code, town, country, payment_method
from families
where family_id = $family
