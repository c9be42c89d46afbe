-- The schedule that each letter of `batch` tells: what is announced now, what was before, what the bank has already.
-- needs: batch
-- grain: one row an instalment
-- `known`: told by an earlier letter; `debited`: in a live debit file. Cancelled, closed and paid ones are left out.
-- Example: (F1, RT0000000001, 1, 2024-03-05, 60.00, paid 0.00, known false, debited false)
select
    s.family_id, s.instalment_id, s.number, s.due_on, s.amount, s.paid, s.announced_on is not null as known,
    s.in_live_file as debited
from batch n
join instalment_states s on n.family_id = s.family_id
where s.state in ('announced', 'exported') or (s.state = 'approved' and s.released_on is null)
order by s.family_id, s.due_on, s.number
