-- The waiver that says the same as another one about to be recorded; no row without one (rules.md, Commands).
-- grain: at most one row
-- Parameters: $family, $month (NULL: no month named), $amount in euros, $reference: blanks and capitals do not matter.
-- Example: (12).
select waiver_id
from waivers
where family_id = $family and month is not distinct from $month and amount = $amount
    and lower(trim(reference)) = lower(trim($reference))
order by waiver_id
limit 1
