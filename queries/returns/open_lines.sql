-- The lines that need a person, the oldest first (R13, Bank messages), with the one debit of ours that may be meant.
-- grain: one row an open line
-- `proposed` is the debit that the line names, else the only one under way of that amount, or of that amount less the
-- charges that the line names. `kind`: reject, return, or credit (money received).
-- Example: (3, 'bank.xml', 'return', 'RT0000000001-1', 63.00, 'AM04', 2024-03-08, 'autre montant que le nôtre', …).
with open as (
    select * from unmatched_returns where settled is null
),
alike as (
    select o.line, min(e.end_to_end_id) as only_one
    from open o
    join live_debits e on e.amount in (o.amount, o.amount - o.charges)
    group by o.line
    having count(*) = 1
)
select
    o.line, f.file, case when o.is_credit then 'credit' else o.kind end as kind, o.subject, o.amount, o.reason,
    o.booked_on, o.why, coalesce(e.end_to_end_id, a.only_one) as proposed
from open o
join return_files f using (sha256)
left join debit_entries e on o.subject = e.end_to_end_id and e.amount in (o.amount, o.amount - coalesce(o.charges, 0))
left join alike a using (line)
order by o.line
