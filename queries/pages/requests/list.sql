-- The list of « Demandes des familles »: open ones first, the oldest of them on top.
-- needs: scope
-- grain: one row a request
-- Parameter: $rows, the most rows to give (NULL = all).
-- Example: (3, 'F00012', 'Klein Noé', 2024-02-10, 'schedule', 180.00, 'asked', 12, …).
select * from scope order by not is_open, asked_on, request_id limit $rows
