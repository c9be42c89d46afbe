-- Takes back what payments paid that they may no longer pay: corrected to another family or to an ordinary invoice, or,
-- naming no document, to a day before the instalment's approval (R12, payments). Parameter: $now.
-- changes: payment_allocations
-- Example: 60.00 that named no document is corrected to name an ordinary invoice: its 60.00 come off the instalment.
insert into payment_allocations by name
with placed as (
    select payment_id, instalment_id, sum(amount)::decimal(18, 2) as amount
    from payment_allocations
    group by payment_id, instalment_id
    having sum(amount) <> 0
)
select a.payment_id, a.instalment_id, -a.amount as amount, $now as recorded_at
from placed a
join instalments i using (instalment_id)
join plans n using (plan_id)
left join catch_up_payments p using (payment_id)
where not coalesce(
    p.family_id = i.family_id and (p.kind = 'named' or (p.kind = 'free' and p.paid_on >= n.approved_on)), false)
order by a.payment_id, a.instalment_id
