-- The payments of which something is left to place or, negative, to take back; cents, oldest first (R12).
-- `own`: more of it is placed than it has, so that it takes back from what it paid itself.
-- Example: ('P81', 'F12', 4000, NULL, 12, false).
with used as (
    select payment_id, sum(amount) as used from payment_allocations group by payment_id
)
select
    p.payment_id, p.family_id, ((p.amount - coalesce(u.used, 0)) * 100)::bigint as cents,
    case when p.kind = 'free' then p.paid_on end as paid_on, l.last_plan,
    coalesce(u.used, 0) > greatest(p.amount, 0) as own
from catch_up_payments p
join payment_limits l using (payment_id, family_id)
left join used u using (payment_id)
where p.kind in ('named', 'free') and p.amount <> coalesce(u.used, 0)
order by p.paid_on, p.payment_id
