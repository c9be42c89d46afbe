-- The checks of a debit file before it may be written: how many faults each finds, none in a good file (R13).
-- needs: debit_drafts, unusable_ibans
-- grain: one row
-- Parameter: $created_on. The facts themselves are asked again, not what was worked out of them.
-- A debit whose instalment does not exist is a fault of `approved`, `notified` and `collected`.
--   twice        a debit whose instalment stands in a live file, or twice in this one
--   approved     a debit of a plan that nobody approved
--   notified     a debit announced less than its plan's notice before its date
--   mandate      a debit whose mandate is not active, not the family's, not yet signed, or has another or a bad account
--   collected    a debit that is not the unpaid rest of its instalment
-- Example: (0, 0, 0, 0, 0).
with drafted as (
    select d.*, count(*) over (partition by d.instalment_id) as times from debit_drafts d
)
select
    count(*) filter (d.times > 1 or i.in_live_file)::integer as twice,
    count(*) filter (i.approved_on is null or i.state = 'proposed')::integer as approved,
    count(*) filter (i.announced_on is null or i.due_on - i.announced_on < i.notice_days)::integer as notified,
    count(*) filter (
        m.mandate_reference is null or m.status <> 'active' or m.family_id <> d.family_id or m.signed_on > $created_on
        or m.iban <> d.iban or m.iban in (select iban from unusable_ibans)
    )::integer as mandate,
    count(*) filter (d.amount is distinct from i.unpaid or d.due_on is distinct from i.due_on)::integer as collected
from drafted d
left join instalment_states i using (instalment_id)
left join mandates m using (mandate_reference)
