-- Why, steps 2 and 3: what was billed to another family, then under another month (R9.2, R9.3).
-- needs: faulty_cells, taken_twice
-- makes: left_over, pairable, wrong_families, wrong_months
-- grain of left_over: one row a cell with a gap to explain
-- grain of pairable: one row a cell whose rest another may balance
-- grain of wrong_families: one row a cell billed to or for another family
-- grain of wrong_months: one row a cell billed under or for another month
-- Two cells pair when what is left of their gaps is exactly opposite and their missing quantities too. Within a group
-- of opposite cells the k-th owing one meets the k-th owed one: that is "each in order with the first partner
-- possible". Unpriced cells take no part; wrong_family needs a child. Each cell of a pair names its partner, the family
-- or the month that is not its own of the two.
-- Example: child C1, 3 meals missing (+11.85) with family A and 3 too many (-11.85) with family B: both wrong_family,
-- that of A with other_family_id B, that of B with A.
create or replace temp table left_over as
select
    c.cell, c.family_id, c.child_id, c.service, c.month, c.status, c.expected, c.used_quantity,
    coalesce(d.amount, 0)::decimal(18, 2) as duplicate_amount,
    (c.gap + coalesce(d.amount, 0))::decimal(18, 2) as remaining,
    (c.billed_quantity - coalesce(d.quantity, 0))::decimal(18, 2) as billed_once,
    (c.used_quantity - c.billed_quantity + coalesce(d.quantity, 0))::decimal(18, 2) as missing
from faulty_cells c
left join taken_twice d on c.cell = d.cell;

-- only gaps of a size that stands on both sides can pair
create or replace temp table pairable as
with candidates as (
    select *, sign(remaining) as side, abs(remaining) as size, missing * sign(remaining) as drift
    from left_over
    where remaining <> 0 and missing <> 0 and status <> 'unpriced'
),
both_sides as (select size, drift from candidates group by size, drift having min(side) < max(side))
select c.* from candidates c semi join both_sides b on c.size = b.size and c.drift = b.drift;

create or replace temp table wrong_families as
with ranked as (
    select
        *, row_number() over (
            partition by child_id, service, month, size, drift, side order by family_id) as turn
    from pairable
    where child_id <> ''
)
select
    *, if(family_id = min(family_id) over use_pair, max(family_id) over use_pair, min(family_id) over use_pair) as other_family_id
from ranked
window use_pair as (partition by child_id, service, month, size, drift, turn)
qualify count(*) over use_pair = 2;

create or replace temp table wrong_months as
with waiting as (
    select p.*
    from pairable p
    anti join wrong_families w on p.cell = w.cell
),
ranked as (
    select
        *, row_number() over (
            partition by family_id, child_id, service, size, drift, side order by month) as turn
    from waiting
)
select *, if(month = min(month) over month_pair, max(month) over month_pair, min(month) over month_pair) as other_month
from ranked
window month_pair as (partition by family_id, child_id, service, size, drift, turn)
qualify count(*) over month_pair = 2;
