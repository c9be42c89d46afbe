-- The payments of the families that had one reversed (a negative payment: a cheque that bounced, a refund), oldest first;
-- cents (R12, payments). Those of ordinary invoices or of another family's document are none of the catch-up's.
-- grain: one row a payment
-- Example: ('P81', 'F12', NULL, 4000), then ('P82', 'F12', NULL, -4000).
select payment_id, family_id, invoice_id, (amount * 100)::bigint as cents
from catch_up_payments
where kind in ('named', 'free')
qualify bool_or(amount < 0) over (partition by family_id)
order by family_id, paid_on, cents < 0, payment_id
