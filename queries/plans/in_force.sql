-- The plans as they stand, in the figures of a simulation: what a new planning would replace.
-- grain: one row, or none before any planning
-- `families` and `instalments`: proposed ones, and approved ones that no letter told yet,
-- less those that a proposed plan already takes over; the rest is that of the latest planning, in euros.
-- Example: (572 families, 2860 instalments, claimed 196494.76, carried_over 1.65, over_cap 0.00).
with movable as (
    select family_id from instalment_states where state in ('proposed', 'approved') and superseded_by is null
)
select
    (select count(distinct family_id) from movable) as families, (select count(*) from movable) as instalments,
    sum(claimed)::decimal(18, 2) as claimed, sum(carried_over)::decimal(18, 2) as carried_over,
    sum(over_cap)::decimal(18, 2) as over_cap
from positions
having count(*) > 0
