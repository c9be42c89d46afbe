-- What is proposed now, in figures: families with an instalment, instalments and their sum, families carried over, to
-- credit and to review, with their sums in euros (rules.md, Commands).
-- grain: one row
-- Example: {families: 880, instalments: 2610, amount: 126800.40, carried_over: 12, carried_over_amount: 98.10, …}
select
    (select count(distinct family_id) from instalment_states where state = 'proposed') as families,
    (select count(*) from instalment_states where state = 'proposed') as instalments,
    (select coalesce(sum(amount), 0)::decimal(18, 2) from instalment_states where state = 'proposed') as amount,
    count(*) filter (carried_over > 0) as carried_over,
    coalesce(sum(carried_over), 0)::decimal(18, 2) as carried_over_amount,
    count(*) filter (credit + excess > 0) as credits,
    coalesce(-sum(credit + excess), 0)::decimal(18, 2) as credits_amount,
    count(*) filter (over_cap + to_review > 0) as to_review,
    coalesce(sum(over_cap + to_review), 0)::decimal(18, 2) as to_review_amount
from positions
