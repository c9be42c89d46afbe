-- What the list and its downloads need to know: how many rows, how many of them locked, and what does not add up.
-- needs: scope
-- grain: one row
-- `difference`: what is missing between what families have to pay and their plans, euros (R12); an export is refused
-- unless it is 0. Example: (2610 rows, 1200 locked, 0.00).
select
    (select count(*) from scope) as rows, (select count(*) from scope where locked) as locked,
    coalesce(
        sum(abs(to_collect - (paid + in_file + planned + to_replan + carried_over + over_cap - excess))), 0
    )::decimal(18, 2) as difference
from plan_balances
