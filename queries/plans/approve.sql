-- Approves plans, and closes what they take over of earlier instalments at what was paid on them (R12).
-- makes: approved_closings
-- changes: instalment_changes, instalments, plans, superseded
-- grain: one row an instalment that the plans take over
-- Parameters: $plan_ids; $on, $by, $now. An instalment partly in a live file stays open for what the file asks.
-- Example: 60.00 returned, 20.00 paid by cheque since: closed at 20.00, the other 40.00 are in the new plan.
create or replace temp table approved_closings as
select
    s.instalment_id, i.family_id, i.amount as before, (i.amount - s.amount)::decimal(18, 2) as after,
    not i.in_live_file as is_closed
from superseded s
join instalment_states i using (instalment_id)
where s.plan_id in (select unnest($plan_ids::bigint[]));

update plans set approved_on = $on, approved_by = $by, approved_at = $now
where plan_id in (select unnest($plan_ids::bigint[]));

update instalments
set amount = c.after, closed_on = case when c.is_closed then $on::date else closed_on end
from approved_closings c
where instalments.instalment_id = c.instalment_id;

insert into instalment_changes by name
select
    instalment_id, family_id, case when is_closed then 'closed' else 'lowered' end as change, before, after,
    $on as changed_on, $now as recorded_at
from approved_closings
order by instalment_id;

delete from superseded where plan_id in (select unnest($plan_ids::bigint[]));
