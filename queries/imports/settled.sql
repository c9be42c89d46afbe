-- The records that lose to a row that itself stands: of two overlapping periods, the later line or the one that is not
-- in the ledger yet. What loses to a row that is rejected may still stand: it is asked again without that row.
-- needs: pairs
-- grain: one row a record
-- Example: with pairs (1, 2) and (2, 3), only 2 is rejected; then 1 and 3 no longer overlap.
select distinct y as record from pairs where x not in (select y from pairs)
