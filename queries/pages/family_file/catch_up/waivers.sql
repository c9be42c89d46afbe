-- Waivers that the council voted for a family, newest first; euros (R11). Parameter: $family.
-- grain: one row a waiver
-- Example: (2, NULL, 30.00, 'DEL-2024-17', 'M. Weiss', 'Aide sociale', 2024-02-09 10:00).
select waiver_id, month, amount, reference, actor, why, recorded_at
from waivers
where family_id = $family
order by waiver_id desc
