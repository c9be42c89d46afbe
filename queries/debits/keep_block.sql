-- Blocks debit files until someone lifts it.
-- changes: debit_blocks
-- Parameters: $reason, a French sentence; $at, when.
insert into debit_blocks by name select $reason as reason, $at as set_at
