-- The payments of which something is left to place or, negative, to take back from what they paid; cents, those that
-- take back first, then oldest first (R12). What a reversed payment is worth: view catch_up_payments.
-- grain: one row a payment
-- Example: ('P81', 'F12', 4000, NULL, 12).
with used as (
    select payment_id, sum(amount) as used from payment_allocations group by payment_id
)
select
    p.payment_id, p.family_id, ((greatest(p.worth, 0) - coalesce(u.used, 0)) * 100)::bigint as cents,
    case when p.kind = 'free' then p.paid_on end as paid_on, l.last_plan
from catch_up_payments p
join payment_limits l using (payment_id, family_id)
left join used u using (payment_id)
where p.kind in ('named', 'free') and greatest(p.worth, 0) <> coalesce(u.used, 0)
order by cents > 0, p.paid_on, p.payment_id
