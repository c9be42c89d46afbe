-- The families whose plan does not add up, worst first: none, or nothing is written (R12, the money strip).
-- grain: one row a family
-- Example: a family with 180.00 to collect and instalments of 170.00 in all: difference 10.00.
select
    family_id,
    (to_collect - (paid + in_file + planned + to_replan + carried_over + over_cap - excess))::decimal(18, 2)
        as difference
from plan_balances
where difference <> 0 or to_collect <> claimed - waived - netted
order by abs(difference) desc, family_id
