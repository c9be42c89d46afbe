-- What payments exceed, oldest first (R12); euros. Example: ('F12', 'P81', 2024-03-11, 100.00, 40.00).
-- grain: one row a payment
select family_id, payment_id, paid_on, paid, amount
from overpaid
order by paid_on, payment_id
