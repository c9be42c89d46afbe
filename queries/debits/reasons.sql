-- How many instalments each reason keeps out, and their sum in euros; a NULL reason is that of the included.
-- needs: debit_candidates
-- grain: one row a reason
-- Example: (NULL, 812, 48720.00), ('no_mandate', 31, 1860.00).
select reason, count(*) as instalments, sum(amount) as amount
from debit_candidates
group by reason
