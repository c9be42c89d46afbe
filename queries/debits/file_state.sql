-- The state of one file and how many of its debits came back. Parameter: $message_id. Example: ('written', 0).
-- grain: one row, or none for an unknown file
select f.state, count(r.end_to_end_id) as returns
from debit_files f
join debit_entries e using (message_id)
left join returns r using (end_to_end_id)
where f.message_id = $message_id
group by f.state
