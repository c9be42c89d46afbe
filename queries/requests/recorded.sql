-- A request as recorded so far: its state, its kind, and the terms of all its steps, NULL where none names them.
-- grain: one row a request, none for a number not given yet
-- $request_id. Example: ('asked', 'schedule', 'capped', NULL, NULL, NULL, 60.00, NULL).
select state, kind, strategy, first_due, max_instalments, min_instalment, cap, method
from request_states
where request_id = $request_id
