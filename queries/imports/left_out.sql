-- What of the judged file does not enter: the number of rejected rows, and whether any is a copy of another row of the
-- file, or unchanged in the ledger.
-- needs: problems, repeats, matches
-- grain: one row
-- Example: (3, false, true).
select
    (select count(*) from problems) as rejected,
    exists (select 1 from repeats) as has_repeats,
    exists (select 1 from matches where same) as has_unchanged
