-- The family's instalments whose debit an open request keeps waiting (R13, `on_hold`). Parameter: $family.
-- grain: one row an instalment
-- Example: F1 asked for another schedule: its announced RT0000000002 and RT0000000003.
select instalment_id
from instalment_states
semi join open_requests using (family_id)
semi join (select family_id from payment_methods where method = 'direct_debit') d using (family_id)
where family_id = $family and state in ('approved', 'announced')
order by instalment_id
