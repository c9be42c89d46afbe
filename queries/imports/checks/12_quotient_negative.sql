-- tables = ["quotients"]
-- reason = "bad_value"
-- column = "quotient"
-- message = "un quotient familial ne peut pas être négatif"
-- Example: -1.00 is rejected, 0.00 is a legal quotient (rules.md, Rejected rows).
-- needs: stage
-- grain: one row a rejected record
select record from stage where quotient < 0
