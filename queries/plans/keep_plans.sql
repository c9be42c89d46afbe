-- Keeps the proposed plans and their instalments, under ids never given before (R12).
-- needs: family_positions, kept_parts
-- changes: instalments, plan_counters, plans, superseded
-- Parameters: $planning_id, $notice_days, $prepared_on; one list a column: $planned the families with a plan,
-- in order; the instalments: $owners, $places (1, 2, … within the plan), $due_dates, $cents.
-- Example: the second instalment of a family whose highest number is 3 gets number 5.
insert into plans by name
with listed as (select unnest($planned::varchar[]) as family_id)
select
    (select last_plan from plan_counters) + row_number() over (order by family_id) as plan_id,
    $planning_id as planning_id, family_id, p.strategy, $notice_days as notice_days, $prepared_on as prepared_on,
    (p.kept::decimal(18, 2) * 0.01)::decimal(18, 2) as kept, p.last_grant
from listed
join family_positions p using (family_id)
order by family_id;

insert into instalments by name
with listed as (
    select
        unnest($owners::varchar[]) as family_id, unnest($places::integer[]) as place,
        unnest($due_dates::date[]) as due_on, unnest($cents::bigint[]) as cents
)
select
    'RT' || lpad(((select last_instalment from plan_counters)
        + row_number() over (order by n.plan_id, l.place))::varchar, 10, '0') as instalment_id,
    family_id, p.last_number + l.place as number, n.plan_id, l.due_on,
    (l.cents::decimal(18, 2) * 0.01)::decimal(18, 2) as amount,
    (l.cents::decimal(18, 2) * 0.01)::decimal(18, 2) as planned, n.strategy
from listed l
join family_positions p using (family_id)
join plans n using (family_id)
where n.approved_on is null
order by n.plan_id, l.place;

insert into superseded by name
select n.plan_id, k.instalment_id, k.open_part as amount
from kept_parts k
join plans n using (family_id)
where n.approved_on is null and k.open_part <> 0
order by k.instalment_id;

update plan_counters
set last_plan = greatest(last_plan, (select coalesce(max(plan_id), 0) from plans)),
    last_instalment = greatest(
        last_instalment, (select coalesce(max(substr(instalment_id, 3)::bigint), 0) from instalments));
