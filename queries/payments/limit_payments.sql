-- Notes, for each payment seen for the first time, the last plan approved for its family (R12): what it exceeds is never
-- set against the instalments of a later one. A payment made before any approval waits for the first.
-- changes: payment_limits
-- Example: 200.00 seen when plan 12 is in force pays nothing of plan 40.
insert into payment_limits by name
select p.payment_id, p.family_id, max(n.plan_id) as last_plan
from catch_up_payments p
join plans n on p.family_id = n.family_id and n.approved_on is not null
anti join payment_limits l on p.payment_id = l.payment_id and p.family_id = l.family_id
where p.kind = 'named' or (p.kind = 'free' and p.paid_on >= n.approved_on)
group by p.payment_id, p.family_id
