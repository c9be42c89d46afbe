-- Keeps the drafted entries for good: each instalment now stands in a file.
-- needs: debit_drafts
-- changes: debit_entries
insert into debit_entries by name
select
    end_to_end_id, message_id, block_id, instalment_id, attempt, family_id, number, mandate_reference, iban, sequence,
    amount, due_on as requested_on
from debit_drafts
order by end_to_end_id
