-- The lines of the family's issued documents, catch-up ones included, in the order they were issued (R7).
-- needs: issued_lines
-- grain: one row a line of an issued document
-- Amounts are as on the document; `is_credit` says which count negative. Months of use, not of issue.
-- Example: (2023-09, I1, 2023-12-15, false, Zoé Weber, Repas standard, act, 15.00, 5.8000, 87.00)
select
    l.month, l.invoice_id, l.issued_on, l.is_credit, trim(concat_ws(' ', k.first_name, k.last_name)) as child,
    coalesce(s.label, l.service) as service, s.unit, l.quantity, l.unit_price, l.amount
from issued_lines l
left join children k on l.child_id = k.child_id
left join services s on l.service = s.service
order by l.month, l.issued_on, l.invoice_id, try_cast(l.line_no as bigint), l.line_no
