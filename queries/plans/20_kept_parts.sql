-- What of approved instalments stays as it is, and what a new plan takes over (R12, re-plan).
-- makes: kept_parts
-- grain: one row an approved instalment
-- Parameter: $prepared_on. Columns, in euros:
--   kept_part  of its unpaid part: what a live file asks, or all of it when announced and still due by $prepared_on
--   open_part  the rest of its unpaid part: returned, missed, unannounced, released
--   is_kept    it holds its place in time: the due dates of a new plan come after the last of these
-- Example: prepared on 2024-03-20, 60.00 announced for 2024-03-05 and never debited: missed, open_part 60.00.
create or replace temp table kept_parts as
with parts as (
    select
        instalment_id, family_id, number, plan_id, due_on, amount, paid, unpaid, state, in_live_file,
        (case
            when in_live_file then least(in_file, unpaid)
            when state = 'announced' and due_on >= $prepared_on then unpaid
            else 0
        end)::decimal(18, 2) as kept_part
    from instalment_states
    where state <> 'proposed'
)
select *, (unpaid - kept_part)::decimal(18, 2) as open_part, kept_part > 0 or state = 'paid' as is_kept
from parts;
