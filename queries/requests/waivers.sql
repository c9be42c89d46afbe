-- The waivers voted for a family, in the order they were recorded; euros (R11).
-- grain: one row a waiver
-- $family. Example: ('2023-10', 10.00), (NULL, 45.00).
select month, amount from waivers where family_id = $family order by waiver_id
