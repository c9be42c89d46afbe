-- Lets a return that was undone stand again, with what a later message says of it; changes nothing without one.
-- changes: returns
-- grain: one row, or none when there was no such return
-- Parameters: $end_to_end_id; $kind, reject or return; $sha256, $reason and $booked_on of the new one.
-- Example: ('RT0000000001-1').
update returns
set undone_at = null, undone_by = null, sha256 = $sha256, reason = $reason, booked_on = $booked_on
where end_to_end_id = $end_to_end_id and kind = $kind and undone_at is not null
returning end_to_end_id
