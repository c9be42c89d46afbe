-- The approved instalments of some families, oldest due first; cents (R12). Parameter: $families.
-- grain: one row an instalment
-- `is_over`: closed or cancelled, nothing can be paid on it any more.
-- Example: ('RT0000000001', 'F12', 12, 2024-02-01, 4000, false, false).
select
    instalment_id, family_id, plan_id, approved_on, (greatest(unpaid, 0) * 100)::bigint as unpaid, in_live_file,
    state in ('closed', 'cancelled') as is_over
from instalment_states
where state <> 'proposed' and family_id in (select unnest($families::varchar[]))
order by family_id, due_on, number, instalment_id
