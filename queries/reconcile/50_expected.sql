-- What each family owed, child by child: quantities grouped by effective unit price, each group rounded (R5, R6).
-- needs: counted_usage
-- makes: expected
-- grain: one row a family, child, service and month
-- Usage without a price counts in the quantity and in `unpriced_quantity`, never in the amount. Months become text.
-- Example: 10 meals at 3.95 and 2 at 5.93 in one cell are expected 39.50 + 11.86 = 51.36.
create or replace temp table expected as
with priced_groups as (
    select family_id, child_id, service, month, unit_price, sum(quantity)::decimal(18, 2) as quantity
    from counted_usage
    group by family_id, child_id, service, month, unit_price
)
select
    family_id, child_id, service, strftime(month, '%Y-%m') as month,
    sum(quantity)::decimal(18, 2) as used_quantity,
    coalesce(sum(round(quantity * unit_price, 2)), 0)::decimal(18, 2) as expected,
    coalesce(sum(quantity) filter (unit_price is null), 0)::decimal(18, 2) as unpriced_quantity
from priced_groups
group by family_id, child_id, service, month;
