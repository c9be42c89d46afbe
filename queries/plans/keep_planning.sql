-- Keeps a planning, its policy and the run it was made from, under the next number.
-- changes: plannings
-- grain: one row, the number given
-- $run, $made_at, $actor; the policy: $strategy, $first_due, $day, $max_instalments, $min_instalment, $cap, $threshold,
-- $prepared_on, $notice_days, $net_credits (amounts in euros).
-- Example: after plannings 1 and 2 it gives (3).
insert into plannings by name
select
    (select coalesce(max(planning_id), 0) + 1 from plannings) as planning_id, $made_at as made_at, $actor as actor,
    $run as run, $strategy as strategy, $first_due as first_due, $day as day, $max_instalments as max_instalments,
    $min_instalment as min_instalment, $cap as cap, $threshold as threshold, $prepared_on as prepared_on,
    $notice_days as notice_days, $net_credits as net_credits
returning planning_id
