-- The plan file: what is proposed now, column for column (rules.md, Files out).
-- grain: one row an instalment, or a family and state that is not scheduled
-- A family to carry over, to credit or to review has one row a state, number 0 and no date, amounts added.
-- Example: F00001,1,2024-03-05,60.00,equal,proposed and F00002,0,,9.80,equal,carried_over.
with listed as (
    select family_id, number, due_on, amount, strategy, state from instalment_states where state = 'proposed'
    union all
    select family_id, 0, null, carried_over, strategy, 'carried_over' from positions where carried_over > 0
    union all
    select family_id, 0, null, -(credit + excess), strategy, 'credit' from positions where credit + excess > 0
    union all
    select family_id, 0, null, over_cap + to_review, strategy, 'to_review' from positions where over_cap + to_review > 0
)
select family_id, number, due_on, amount::decimal(18, 2) as amount, strategy, state
from listed
order by family_id, number, state
