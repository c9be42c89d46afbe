-- The debit files, the latest first, with who decided what of each and how many of its debits came back; euros.
-- grain: one row a file
-- Example: ('RT20240228-0001', 2024-02-28, 812, 48720.00, 'handed_in', 3, 'Ada', 2024-02-29 09:12:00, NULL, '9f2c…').
select
    f.message_id, f.created_on, f.debits, f.amount, f.state, count(distinct r.end_to_end_id)::integer as returned,
    coalesce(f.voided_by, f.handed_in_by) as decided_by, coalesce(f.voided_at, f.handed_in_at) as decided_at,
    f.void_reason, f.sha256
from debit_files f
join debit_entries e using (message_id)
left join returns r on e.end_to_end_id = r.end_to_end_id and r.undone_at is null
group by all
order by f.created_on desc, f.message_id desc
