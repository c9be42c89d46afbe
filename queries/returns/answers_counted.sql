-- What a message said, in number and in euros, by fate: the fates add up to what was read (R13, Bank messages).
-- needs: judged_answers
-- grain: one row
-- The charges inside an amount that is ours but for them count among the ignored euros. `amount` is what was newly
-- returned.
-- Example: 63.00 read for our debit of 60.00: matched 60.00, ignored 3.00, amount 60.00.
select
    count(*)::integer as read,
    count(*) filter (fate = 'matched')::integer as matched,
    count(*) filter (fate = 'unmatched')::integer as unmatched,
    count(*) filter (fate = 'already')::integer as already,
    count(*) filter (fate = 'accepted')::integer as accepted,
    count(*) filter (fate = 'ignored')::integer as ignored,
    coalesce(sum(our_amount) filter (fate = 'matched'), 0)::decimal(18, 2) as amount,
    coalesce(sum(read_amount + beyond), 0)::decimal(18, 2) as read_amount,
    coalesce(sum(read_amount) filter (fate = 'matched'), 0)::decimal(18, 2) as matched_amount,
    coalesce(sum(read_amount) filter (fate = 'unmatched'), 0)::decimal(18, 2) as unmatched_amount,
    coalesce(sum(read_amount) filter (fate = 'already'), 0)::decimal(18, 2) as already_amount,
    coalesce(sum(read_amount) filter (fate = 'accepted'), 0)::decimal(18, 2) as accepted_amount,
    coalesce(sum(case when fate = 'ignored' then read_amount else beyond end), 0)::decimal(18, 2) as ignored_amount
from judged_answers
