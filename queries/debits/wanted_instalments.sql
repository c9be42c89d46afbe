-- The instalments a debit file is about: those due in the asked range, and those proposed in it (R13).
-- makes: wanted_instalments
-- grain: one row an instalment
-- Due = approved and not paid, returned, closed or cancelled; the amount is the unpaid rest, in euros.
-- `subject` and `on_date` are the instalment and its date as the choice of mandates asks for them.
-- Parameters: $due_from, $due_to, both included.
-- Example: ('RT0000000001', 'F1', 1, 2024-03-05, 60.00, 'announced', 2024-02-06, 14, 'direct_debit', false, …).
create or replace temp table wanted_instalments as
select
    i.instalment_id, i.family_id, i.number, i.due_on, i.unpaid, i.state, i.announced_on, i.notice_days, m.method,
    i.in_live_file, i.instalment_id as subject, i.due_on as on_date
from instalment_states i
join payment_methods m on i.family_id = m.family_id
where i.due_on between $due_from and $due_to and i.state in ('proposed', 'approved', 'announced', 'exported');
