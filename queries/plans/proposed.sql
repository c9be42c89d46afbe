-- The plans that wait for approval, with their sum in euros and whether they are out of date.
-- needs: stale_plans
-- grain: one row a plan
-- Example: (12, 'F1', 180.00, false).
select
    n.plan_id, n.family_id, coalesce(sum(i.amount), 0)::decimal(18, 2) as amount,
    n.plan_id in (select plan_id from stale_plans) as is_stale
from plans n
left join instalments i using (plan_id)
where n.approved_on is null
group by n.plan_id, n.family_id
order by n.family_id
