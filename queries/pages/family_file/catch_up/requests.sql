-- « Demandes » of a family's file: each request with its state and what was decided, newest first (R12).
-- grain: one row a request
-- Parameter: $family. Example: (3, 'schedule', 'granted', 2024-02-08 09:12, 'M. Weiss', 'Chômage', 'SGC-2024-118').
select request_id, kind, state, opened_at, changed_at, actor, why, reference
from request_states
where family_id = $family
order by request_id desc
