-- tables = ["invoice_lines"]
-- reason = "negative_quantity"
-- column = "unit_price"
-- message = "prix négatif sur un avoir : son genre dit déjà le signe, écrivez un nombre positif"
-- A credit note counts negative by its kind (R7): a sign written as well would say it twice. Our own catch-up documents
-- may: they credit a rebate as it stands (R14).
-- needs: stage
-- grain: one row a rejected record
-- Example: 12 at -5.00 = -60.00 on a credit note is rejected; on an invoice it is a rebate, and legal.
select s.record
from stage s
join invoices i using (invoice_id)
where i.kind = 'credit_note' and i.origin = 'ordinary' and s.unit_price < 0
