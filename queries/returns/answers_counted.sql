-- What a message said, in numbers; the amount, in euros, is that of the debits newly matched.
-- needs: judged_answers
-- grain: one row
-- Example: (2, 0, 0, 810, 120.00).
select
    count(*) filter (fate = 'matched')::integer as matched,
    count(*) filter (fate = 'unmatched')::integer as unmatched,
    count(*) filter (fate = 'already')::integer as already,
    count(*) filter (fate = 'accepted')::integer as accepted,
    coalesce(sum(our_amount) filter (fate = 'matched'), 0)::decimal(18, 2) as amount
from judged_answers
