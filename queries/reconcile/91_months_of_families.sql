-- The months of each family (R10).
-- needs: found_cells
-- makes: months_of_families
-- grain: one row a family and month
-- A family-month is `billed` when all its gaps are 0 and nothing is unpriced or unknown, `unbilled` when there is usage
-- and no billed line of that month, else `partial`.
-- Example: canteen billed right and after-school never billed in October make the family's October `partial`.
create or replace temp table months_of_families as
select
    family_id, month, sum(expected)::decimal(18, 2) as expected, sum(billed)::decimal(18, 2) as billed,
    sum(gap)::decimal(18, 2) as gap,
    case
        when bool_and(gap = 0 and status not in ('unpriced', 'unknown')) then 'billed'
        when bool_or(used_quantity > 0) and not bool_or(is_billed) then 'unbilled'
        else 'partial'
    end as status
from found_cells
group by family_id, month;
