-- One line that needed a person, and what it says. Parameter: $line.
-- grain: one row, or none for an unknown number
-- Example: ('c1…', 'return', false, 'AM04', 63.00, 3.00, 2024-03-08, NULL).
select sha256, kind, is_credit, reason, amount, charges, booked_on, settled
from unmatched_returns
where line = $line
