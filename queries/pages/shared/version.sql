-- The number of the journal's last row: whatever changes the ledger changes it, so that what was kept is asked afresh.
-- grain: one row
-- Example: (41).
select seq from journal_end
