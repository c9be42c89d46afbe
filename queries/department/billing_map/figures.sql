-- The figures of the map in a table, worst schools first. Parameter: $rows, the most rows to give (NULL = all).
-- Example: ('École du Lac', '2023-11', due 120.00, remaining 120.00, share 1.0000, 1 family, 0 days).
select school, month, due, remaining, share, families, unknown_days, unknown
from map_cells
order by place, month
limit $rows
