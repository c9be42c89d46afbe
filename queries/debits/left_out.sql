-- The instalments left out of a file, each with its first reason (R13); amounts in euros.
-- needs: debit_candidates
-- grain: one row an instalment left out
-- Example: ('F12', 2, 2024-04-05, 60.00, 'not_notified').
select family_id, number, due_on, amount, reason
from debit_candidates
where reason is not null
order by family_id, due_on, number, instalment_id
