-- The cells that the chain has just found, under the name of the last run's: the early warning reads either.
-- needs: found_cells
-- makes: cells
-- grain: one row a cell
create or replace temp view cells as select * from found_cells
