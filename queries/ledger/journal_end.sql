-- The number and the hash of the journal's last row, as they were noted when it was written.
-- grain: one row
-- Example: (4, '41aa…'); a journal that has no row yet gives (0, '').
select seq, hash from journal_end
