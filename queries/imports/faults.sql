-- An empty list of what is wrong with the records of the file on the stage.
-- `rank` is the place of the reason in the order of rules.md (Rejected rows), from 0: the lowest is the one kept.
-- makes: faults
-- grain: one row a record and rule that it breaks
-- Example: (811, 2, 'date', 'date illisible : …') for the 812th record, whose date is 31/02/2024.
create or replace temp table faults (record bigint, rank utinyint, column_name varchar, message varchar)
