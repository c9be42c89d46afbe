-- Why no debit file may be written for now, the oldest reason first; none when nothing stops them.
-- grain: one row a reason
-- Example: ('registre restauré le 24/11/2026 …', 2026-11-24 09:00:00).
select reason, set_at from debit_blocks where lifted_at is null order by set_at
