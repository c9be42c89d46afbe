-- Keeps the proposed plans and their instalments, under ids never given before (R12).
-- needs: family_positions, kept_parts
-- changes: instalments, plan_counters, plans, superseded
-- Parameters: $planning_id, $notice_days, $prepared_on; one list a column: $planned the families with a plan,
-- in order; the instalments: $owners, $places (1, 2, … within the plan), $due_dates, $cents.
-- Example: the second instalment of a family whose highest number is 3 gets number 5.
insert into plans
with listed as (select unnest($planned::varchar[]) as family_id)
select
    (select last_plan from plan_counters) + row_number() over (order by family_id), $planning_id, family_id, p.strategy,
    $notice_days, $prepared_on, (p.kept::decimal(18, 2) * 0.01)::decimal(18, 2), p.last_grant, null, null, null
from listed
join family_positions p using (family_id)
order by family_id;

insert into instalments
with listed as (
    select
        unnest($owners::varchar[]) as family_id, unnest($places::integer[]) as place,
        unnest($due_dates::date[]) as due_on, unnest($cents::bigint[]) as cents
)
select
    'RT' || lpad(((select last_instalment from plan_counters)
        + row_number() over (order by n.plan_id, l.place))::varchar, 10, '0'),
    family_id, p.last_number + l.place, n.plan_id, l.due_on, (l.cents::decimal(18, 2) * 0.01)::decimal(18, 2),
    (l.cents::decimal(18, 2) * 0.01)::decimal(18, 2), n.strategy, null, null, null
from listed l
join family_positions p using (family_id)
join plans n using (family_id)
where n.approved_on is null
order by n.plan_id, l.place;

insert into superseded
select n.plan_id, k.instalment_id, k.open_part
from kept_parts k
join plans n using (family_id)
where n.approved_on is null and k.open_part <> 0
order by k.instalment_id;

update plan_counters
set last_plan = greatest(last_plan, (select coalesce(max(plan_id), 0) from plans)),
    last_instalment = greatest(
        last_instalment, (select coalesce(max(substr(instalment_id, 3)::bigint), 0) from instalments));
