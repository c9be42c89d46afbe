-- « Plan » of a family's file: its instalments, and how each stands (R12, states of 60_plans.sql); euros.
-- grain: one row an instalment
-- Parameter: $family. Numbers go on from plan to plan; a replaced one keeps what was paid on it.
-- Example: (1, 2024-03-05, 60.00, 60.00, 0.00, 'exported', 2024-02-06, 'RT0000000001').
select number, due_on, amount, paid, unpaid, state, approved_on, announced_on, instalment_id
from instalment_states
where family_id = $family
order by number, instalment_id
