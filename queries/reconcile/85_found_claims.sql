-- What is left to collect and to credit, family by month (R11), as if no catch-up document existed.
-- needs: found_causes, found_cells
-- makes: found_claims
-- grain: one row a family and month with something to collect, credit or review
-- For each cell a = gap - its wrong_month component. a > 0 is to collect where something was used, else to review
-- (credited more than invoiced); a < 0 is to credit, but not where the cell is unpriced. Unknown cells take no part.
-- Example: gaps +11.85 and -3.95 in October give to_collect 11.85 and to_credit -3.95, never 7.90.
create or replace temp table found_claims as
with owed as (
    select
        c.family_id, c.month, c.status, c.used_quantity,
        c.gap - coalesce(w.amount, 0) as a
    from found_cells c
    left join (from found_causes where cause = 'wrong_month') w on c.rowid = w.cell
    where c.gap <> 0 and c.status <> 'unknown'
)
select
    family_id, month,
    coalesce(sum(a) filter (a > 0 and used_quantity > 0), 0)::decimal(18, 2) as to_collect,
    coalesce(sum(a) filter (a < 0 and status <> 'unpriced'), 0)::decimal(18, 2) as to_credit,
    coalesce(sum(a) filter (a > 0 and used_quantity = 0), 0)::decimal(18, 2) as to_review
from owed
where a <> 0
group by family_id, month
having to_collect <> 0 or to_credit <> 0 or to_review <> 0;
