-- « Par service » : families with something left to bill, what is left, the mean a family; NULL where `masked`.
-- needs: services
-- grain: one row a service
-- In the order they were published. Example: ('Repas standard', 660 families, 140,755.66, mean 213.27, false).
select label, families, remaining, mean, masked from services order by rowid
