-- The list of « Plans de rattrapage », those to decide first, then the soonest due. Parameter: $rows, the most rows to give (NULL = all).
-- needs: scope
-- grain: one row an instalment, or a family's sum that is not scheduled
-- Example: ('F00001', 'Weber Alma', 1, 2024-03-05, 60.00, 20.00, 'equal', 'announced', 'Verrouillée').
select
    family_id, payer_name, nullif(number, 0) as number, due_on, amount, paid, strategy, state,
    case when locked then 'Verrouillée' end as locked
from scope
order by state <> 'to_review', due_on nulls last, family_id, number, state
limit $rows
