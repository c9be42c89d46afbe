-- « Facturation par mois et par école » : the worst schools, month by month, as the map draws them.
-- needs: map_cells
-- grain: one row a school and month
-- `share` = remaining ÷ due (0 to 1, four decimals). Parameter: $schools, the most schools to give (NULL = all).
-- Example: ('E1', 'École du Lac', '2023-11', due 120.00, remaining 120.00, share 1.0000, 0 days, false).
select * exclude (place)
from map_cells
where $schools is null or place <= $schools
order by place, month
