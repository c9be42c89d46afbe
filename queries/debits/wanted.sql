-- The instalments a debit file is about: those due in the asked range, and those proposed in it (R13).
-- Due = approved and not paid, returned, closed or cancelled; the amount is the unpaid rest, in euros.
-- In: $due_from, $due_to, both included. Out: the temporary table `wanted_instalments`, one row an instalment.
-- Example: ('RT0000000001', 'F1', 1, 2024-03-05, 60.00, 'announced', 2024-02-06, 14, 'direct_debit', false).
create or replace temp table wanted_instalments as
select
    i.instalment_id, i.family_id, i.number, i.due_on, i.unpaid, i.state, i.announced_on, i.notice_days, m.method,
    i.in_live_file
from instalment_states i
join payment_methods m on i.family_id = m.family_id
where i.due_on between $due_from and $due_to and i.state in ('proposed', 'approved', 'announced', 'exported');
