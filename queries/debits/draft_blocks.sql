-- The blocks that a file must hold: number and sum of the entries drafted, in euros.
-- needs: debit_drafts
-- grain: one row a block
-- Example: ('RT20240228-0001-1', 'FRST', 2024-03-05, 12, 720.00).
select block_id, sequence, due_on as requested_on, count(*)::integer as debits, sum(amount) as amount
from debit_drafts
group by block_id, sequence, due_on
order by block_id
