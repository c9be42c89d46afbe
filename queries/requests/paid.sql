-- What a family paid of its approved plans, in euros. Parameter: $family. Example: 45.00.
-- grain: one row
select coalesce(sum(paid), 0)::decimal(18, 2) as paid
from instalment_states
where family_id = $family and state <> 'proposed'
