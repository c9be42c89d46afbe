-- How many instalments of a voided file are due again: those not closed, cancelled or paid in the meantime (R13).
-- grain: one row
-- Parameter: $message_id. Example: 812.
select count(*) as freed
from debit_entries e
join instalment_states i using (instalment_id)
where e.message_id = $message_id and i.state in ('approved', 'announced')
