-- Releases a hold that stands; no row when no such hold does.
-- changes: holds
-- grain: one row
-- Parameters: $hold_id; $at, $actor and $why, when, by whom and why.
-- Example: (3).
update holds
set released_at = $at, released_by = $actor, release_reason = $why
where hold_id = $hold_id and released_at is null
returning hold_id
