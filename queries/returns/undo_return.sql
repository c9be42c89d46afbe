-- Undoes the returns of a debit: the bank took them back. Parameters: $end_to_end_id; $at, $actor, when and by whom.
-- changes: returns
update returns set undone_at = $at, undone_by = $actor where end_to_end_id = $end_to_end_id and undone_at is null
