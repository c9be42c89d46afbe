-- The gaps of the scope by cause, signed: the components of R9 of its cells, added up.
-- needs: scope
-- grain: one row a cause
-- Example: ('not_billed', 184 lines, 127,418.70), ('duplicate', 12 lines, -1,808.00).
select c.cause, count(*) as lines, sum(c.amount)::decimal(18, 2) as amount
from causes c
semi join scope s on c.family_id = s.family_id and c.child_id = s.child_id and c.service = s.service and c.month = s.month
group by c.cause
order by abs(sum(c.amount)) desc, c.cause
