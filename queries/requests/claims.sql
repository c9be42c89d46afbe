-- What a run asks of a family by month, before waivers (R11); euros. Parameters: $run, $family.
-- grain: one row a month
-- Example: ('2023-09', 60.00).
select month, to_collect
from run_claims
where run = (select results_of from runs where run = $run) and family_id = $family and to_collect > 0
order by month
