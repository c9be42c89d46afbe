-- The policy of the latest planning that was kept, whether its plans are approved or not.
-- grain: one row, or none before any planning
select
    strategy, first_due, day, max_instalments, prepared_on, min_instalment, cap, threshold, notice_days, net_credits
from plannings
order by planning_id desc
limit 1
