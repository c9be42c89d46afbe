-- The quotients that the city knows of the family, as they came in. Parameter: $family.
-- grain: one row a period
-- Example: (2023-01-01, NULL, 1200.00).
select valid_from, valid_to, quotient from quotients where family_id = $family order by valid_from
