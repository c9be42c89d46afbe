-- « Actions » : who did what, newest first. Parameter: $rows, the most rows to give (NULL = all).
-- needs: scope
-- grain: one row an action
-- Example: (41, 2024-02-06 08:12, 'cli', 'calcul', '2023-09 à 2024-01', '{"run": 12}').
select seq, done_at, actor, action, subject, details from scope order by seq desc limit $rows
