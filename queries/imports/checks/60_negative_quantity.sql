-- tables = ["attendance", "invoice_lines"]
-- reason = "negative_quantity"
-- column = "quantity"
-- message = "quantité négative : une annulation est un statut ou un avoir, jamais une quantité négative"
-- Credit notes give their quantities as positive numbers (R7).
-- needs: stage
-- grain: one row a rejected record
-- Example: -1.00 meal is rejected; 0.00 is legal and is no usage (R1).
select record from stage where quantity < 0
