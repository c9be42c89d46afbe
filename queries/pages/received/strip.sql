-- The four figures of « Pointages reçus » : days expected, received, unknown, and schools with an unknown day.
-- needs: scope
-- grain: one row
-- Nothing here is an amount: `difference` is 0, so that the list can be downloaded.
-- Example: (4 expected, 3 received, 1 unknown, 1 school).
select
    count(*) as expected_days, count_if(received) as received_days, count_if(not received) as unknown_days,
    count(distinct school_id) filter (not received) as schools, 0::decimal(18, 2) as difference
from scope
