-- The monthly cap of a request that names none: the one asked by its earlier steps, else that of the latest planning.
-- grain: one row, NULL when neither has a cap
-- $request_id; a number not given yet has no earlier steps. Example: asked 60.00, the plan's 80.00: 60.00.
select coalesce(
    (select cap from request_states where request_id = $request_id),
    (select cap from plannings order by planning_id desc limit 1)) as cap
