-- Lifts every block that stands.
-- changes: debit_blocks
-- Parameters: $at, $actor and $why, when, by whom and why.
update debit_blocks set lifted_at = $at, lifted_by = $actor, lift_reason = $why where lifted_at is null
