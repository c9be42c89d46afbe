-- The whole journal, to check that each row still follows from the one before it.
-- grain: one row an entry of the journal, in the order in which they were written
-- Example: (1, 2024-02-06 08:12:03, 'cli', 'import', 'contrat', '{"files": […]}', '', '9f2c…').
select seq, done_at, actor, action, subject, details, previous_hash, hash
from journal
order by seq
