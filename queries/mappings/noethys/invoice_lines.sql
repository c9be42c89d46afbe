-- Purpose: one line an invoiced charge, in the charge's month of use.
-- needs: _charges
-- grain: one row an invoiced charge
-- Rule: the amount is `montant_initial`: a deduction is a third party's payment, not a lower price. The quantity is the
--   one used, and the unit price what makes the amount of it (rounded half-up to four decimals, in whole cents).
-- Example: charge 24, 12.0 on invoice 1, gives (1, 24, 3, T3, 2011-01, 1.00, 12.0000, 12.00).
with lines as (
    select *, coalesce(nullif(quantity, 0), 1) as billed_quantity,
        abs(amount * 100)::bigint as cents, (billed_quantity * 100)::bigint as hundredths
    from _charges
    where invoice_id is not null
)

select invoice_id, charge_id as line_no, child_id, service, left(date, 7) as month, billed_quantity as quantity,
    (sign(amount) * ((cents * 20000 + hundredths) // (2 * hundredths)) * 0.0001)::decimal(18, 4) as unit_price,
    coalesce(amount::varchar, amount_text) as amount,
    _file, _line
from lines
order by _line
