-- Gives the faults of whole rows, and of cells that a reader refused, their own column and sentence: `fault` of the
-- stage is `column|sentence`, with no column where the row as such is wrong.
-- needs: faults, stage
-- changes: faults
-- Example: '|la ligne a 9 cellules, l''en-tête 7' names no column.
update faults
set column_name = split_part(fault, '|', 1), message = split_part(fault, '|', 2)
from stage
where stage.record = faults.record and fault is not null and faults.column_name = ''
