-- Settles a line: matched with a debit of ours, or dismissed.
-- changes: unmatched_returns
-- Parameters: $line; $settled, matched or dismissed; $at, $actor, $why; $to, the debit's end-to-end id, or NULL.
update unmatched_returns
set settled = $settled, settled_at = $at, settled_by = $actor, settled_why = $why, matched_to = $to
where line = $line
