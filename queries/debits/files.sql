-- The debit files, the latest first, and how many of their debits came back; amounts in euros.
-- Example: ('RT20240228-0001', 2024-02-28, 812, 48720.00, 'handed_in', '9f2c…', '/…/prelevements.xml', 3).
select
    f.message_id, f.created_on, f.debits, f.amount, f.state, f.sha256, f.path,
    count(distinct r.end_to_end_id)::integer as returned
from debit_files f
join debit_entries e using (message_id)
left join returns r using (end_to_end_id)
group by all
order by f.created_on desc, f.message_id desc
