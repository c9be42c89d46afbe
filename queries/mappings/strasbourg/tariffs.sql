-- Purpose: the voted tariffs; the extracts hold none.
-- needs: data_tariffs
-- grain: one row a service, bracket and period
-- Rule: the whole table of the project's `data/`, as voted: brackets, dates and residence are the table's matter.
-- Example: (REPAS_STANDARD, true, 0, 411, 2023-09-01, 2024-09-01, 1.50).
select service, resident, qf_min, qf_max, valid_from, valid_to, price, rate, floor, ceiling
from data_tariffs
order by service, resident, valid_from, qf_min
