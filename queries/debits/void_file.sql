-- Voids a file: its instalments are in no live file any more (R13).
-- changes: debit_files
-- Parameters: $message_id; $at, $actor and $reason, when, by whom and why.
update debit_files
set state = 'voided', voided_at = $at, voided_by = $actor, void_reason = $reason
where message_id = $message_id
