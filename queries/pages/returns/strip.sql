-- The figures of the page under its filters, and what does not add up in the plans, in euros: an export is refused unless
-- it is 0 (R12). `unmatched` follows $file alone: a failure that is none of ours asks for no action of a family.
-- needs: scope
-- grain: one row
-- Example: (3 matched, 1 unmatched, 180.00, 0.00).
select
    (select count(*)::integer from scope) as matched,
    (select count(*)::integer from unmatched_returns where settled is null and ($file is null or sha256 = $file)) as unmatched,
    (select coalesce(sum(amount), 0)::decimal(18, 2) from scope) as amount,
    coalesce(
        sum(abs(to_collect - (paid + in_file + planned + to_replan + carried_over + over_cap - excess))), 0
    )::decimal(18, 2) as difference
from plan_balances
