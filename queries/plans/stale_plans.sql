-- The proposed plans that are out of date: what was kept or taken over has changed since they were made, or their
-- family was granted other terms or a waiver (R11, R12). Approved as they are, they would ask for too much.
-- makes: stale_plans
-- grain: one row a plan
-- Example: a cheque paid 20.00 on an instalment whose 60.00 the proposed plan takes over.
create or replace temp table stale_plans as
with proposed as (
    select n.plan_id, n.family_id, n.prepared_on, n.kept, n.last_grant, g.made_at
    from plans n
    join plannings g using (planning_id)
    where n.approved_on is null
),
parts as (
    select
        n.plan_id, s.instalment_id, s.paid,
        case
            when s.in_live_file then least(s.in_file, s.unpaid)
            when s.state = 'announced' and s.due_on >= n.prepared_on then s.unpaid
            else 0
        end as kept_part,
        s.unpaid
    from proposed n
    join instalment_states s using (family_id)
    where s.state <> 'proposed'
),
kept as (
    select plan_id, sum(paid + kept_part) as kept from parts group by plan_id
),
moved as (
    select distinct coalesce(p.plan_id, s.plan_id) as plan_id
    from (select plan_id, instalment_id, unpaid - kept_part as amount from parts where unpaid <> kept_part) p
    full join superseded s on p.plan_id = s.plan_id and p.instalment_id = s.instalment_id
    where p.amount is distinct from s.amount
)
select n.plan_id, n.family_id
from proposed n
left join kept k using (plan_id)
left join granted_terms g using (family_id)
where coalesce(k.kept, 0) <> n.kept or coalesce(g.last_grant, 0) <> n.last_grant
    or n.plan_id in (select plan_id from moved)
    or exists (from waivers w where w.family_id = n.family_id and w.recorded_at > n.made_at);
