-- The instalments by direct debit of the next date that has some, today's included; when all dates are past, those of the
-- last one.
-- makes: next_debits
-- grain: one row an instalment
-- Parameter: $on, today. `subject` is the instalment, `on_date` its date: the choice of mandates asks for them so.
-- Example: on 2024-02-28, with instalments on 2024-02-05, 2024-03-05 and 2024-04-05: those of 2024-03-05.
create or replace temp table next_debits as
with open as (
    select i.instalment_id, i.family_id, i.due_on, i.unpaid
    from instalment_states i
    join payment_methods m using (family_id)
    where m.method = 'direct_debit' and i.state in ('proposed', 'approved', 'announced')
)
select instalment_id as subject, family_id, due_on as on_date, unpaid
from open
where due_on = (select coalesce(min(due_on) filter (due_on >= $on), max(due_on)) from open);
