-- The figures of the campaign: families that pay by direct debit = to renew + valid + held.
-- needs: campaign
-- grain: one row
-- Example: (275, 240, 31, 4).
select
    count(*)::integer as families, count(*) filter (state not in ('valid', 'held'))::integer as to_renew,
    count(*) filter (state = 'valid')::integer as valid, count(*) filter (state = 'held')::integer as held
from campaign
