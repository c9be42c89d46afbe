-- « Trop perçu » : what payments exceed, oldest first (R12); euros. It is never set against a later claim by itself.
-- grain: one row a payment
-- Example: ('F00012', 'Klein Noé', 'P81', 2024-03-11, paid 100.00, 40.00 too much).
select o.family_id, f.payer_name, o.payment_id, o.paid_on, o.paid, o.amount
from overpaid o
left join families f using (family_id)
order by o.paid_on, o.payment_id
