-- The rows of one file that have the same key and not the same content: all of them are rejected.
-- needs: suspects
-- grain: one row a record
-- Example: attendance A9 with quantity 1 at record 4 and quantity 2 at record 9: (4) and (9).
select record from suspects where differ
