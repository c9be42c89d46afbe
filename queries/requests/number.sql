-- The number of the request that a family's next step belongs to: its open one, else the next number never given.
-- grain: one row
-- $family. Example: 3 while the family's request 3 is open; 5 when it has none open and 4 is the highest number.
select coalesce(
    (select max(request_id) from request_states where family_id = $family and is_open),
    (select coalesce(max(request_id), 0) + 1 from request_steps)) as request_id
