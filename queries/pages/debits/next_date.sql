-- The due date that the page proposes: the next one with an approved instalment by direct debit in no file, today's
-- included, or the last when all are past. Parameter: $today.
-- grain: one row, or none when there is no such instalment
-- Example: (2024-03-05).
with open as (
    select i.due_on
    from instalment_states i
    join payment_methods m using (family_id)
    where m.method = 'direct_debit' and i.state in ('approved', 'announced')
)
select coalesce(min(due_on) filter (due_on >= $today::date), max(due_on)) as due_on
from open
having count(*) > 0
