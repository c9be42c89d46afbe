-- What a family paid since its catch-up began, and what each payment paid of it; euros (R12, payments).
-- grain: one row a payment
-- Parameter: $family. A payment of an ordinary invoice is none of the catch-up's and is not here.
-- Example: ('P81', 2024-03-11, 100.00, 60.00, 40.00 too much).
with used as (
    select payment_id, sum(amount)::decimal(18, 2) as used from payment_allocations group by payment_id
)
select p.payment_id, p.paid_on, p.amount, coalesce(u.used, 0)::decimal(18, 2) as used, o.amount as too_much
from catch_up_payments p
left join used u using (payment_id)
left join overpaid o on p.payment_id = o.payment_id and p.family_id = o.family_id
where p.family_id = $family and (u.used <> 0 or o.amount is not null)
order by p.paid_on desc, p.payment_id
