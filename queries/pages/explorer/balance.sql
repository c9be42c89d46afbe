-- What the latest run does not explain: its cells against its recorded totals, in euros; 0.00 when all is well.
-- grain: one row
-- A download of the explorer is refused unless it is 0 (design: an export that does not add up is refused).
-- Example: cells 274.00 against a run of 275.00: difference 1.00.
select
    coalesce(greatest(
        abs(sum(c.expected) - any_value(r.expected)), abs(sum(c.billed) - any_value(r.billed)),
        abs(sum(c.gap) - any_value(r.gap))), 0)::decimal(18, 2) as difference
from cells c
cross join current_run r
