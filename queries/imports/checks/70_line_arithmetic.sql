-- tables = ["invoice_lines"]
-- reason = "line_arithmetic"
-- column = "amount"
-- message = "le montant ne vaut pas quantité × prix unitaire, à 1 centime près"
-- The amount of a line is round(quantity × unit_price, 2) to within one cent (rules.md, Rejected rows).
-- needs: stage
-- grain: one row a rejected record
-- Example: 13 × 3.95 = 51.35: 51.36 is accepted, 51.37 is rejected.
select record
from stage
where abs(amount - round(quantity::decimal(18, 2) * unit_price::decimal(18, 4), 2)) > 0.01
