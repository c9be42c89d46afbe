-- Notes that a file was given to the bank: it can no longer be voided (R13).
-- changes: debit_files
-- Parameters: $message_id; $at and $actor, when and by whom.
update debit_files set state = 'handed_in', handed_in_at = $at, handed_in_by = $actor where message_id = $message_id
