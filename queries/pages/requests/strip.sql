-- What the list and its downloads need to know: how many requests, the last step of any (a selection outlives none),
-- and what does not add up in the plans that their amounts come from, in euros (R12): an export is refused unless it
-- is 0. Example: (12 requests, last step 31, 0.00).
-- needs: scope
-- grain: one row
select
    (select count(*) from scope) as rows, (select max(step_id) from request_steps) as last_step,
    coalesce(
        sum(abs(to_collect - (paid + in_file + planned + to_replan + carried_over + over_cap - excess))), 0
    )::decimal(18, 2) as difference
from plan_balances
