-- Why no debit file may be written now, the oldest reason first; no row when nothing blocks.
-- grain: one row a block that nobody lifted
-- Example: ('registre restauré d''une sauvegarde').
select reason from debit_blocks where lifted_at is null order by set_at
