-- The first line of the catch-up's money strip for all families together, in euros (R11).
-- needs: family_positions
-- grain: one row
-- Example: {claimed: 127418.70, waived: 60.00, netted: 0.00, to_collect: 127358.70, credits: 92, to_review: 1, …}
select
    coalesce(sum(claimed), 0)::decimal(18, 2) as claimed, coalesce(sum(waived), 0)::decimal(18, 2) as waived,
    coalesce(sum(netted), 0)::decimal(18, 2) as netted, coalesce(sum(to_collect), 0)::decimal(18, 2) as to_collect,
    coalesce(sum(to_review), 0)::decimal(18, 2) as to_review
from family_positions
