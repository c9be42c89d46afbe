-- « Par quotient familial » : families, what is left to bill, the mean a family; NULL where `masked`.
-- needs: quotients
-- grain: one row a bracket of quotients
-- In the order they were published. Example: ('de 411 à moins de 511', 89 families, 15,166.96, mean 170.42, false).
select label, families, remaining, mean, masked from quotients order by rowid
