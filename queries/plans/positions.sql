-- The positions as schedules need them, amounts in cents (see 30_family_positions.sql).
-- needs: family_positions
-- grain: one row a family
select
    family_id, months, kept, lowerable, open, last_kept, last_number, strategy, first_due, max_instalments,
    min_instalment, cap
from family_positions
order by family_id
