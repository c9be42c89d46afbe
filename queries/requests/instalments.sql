-- What a family was told to pay and still has to: the schedule that stays when its request is refused.
-- grain: one row an instalment
-- Parameter: $family. Example: (1, 2024-03-05, 60.00)
select number, due_on, unpaid as amount
from instalment_states
where family_id = $family and state = 'announced'
order by due_on, number
