-- What catch-up documents must make right: each cell to mend, price by price (R14).
-- needs: billed_lines, counted_usage, found_cells, merged_services
-- makes: claim_billed, claim_cells, claim_differences, claim_usage
-- grain of claim_cells: one row a cell to mend
-- grain of claim_usage: one row a cell, child and unit price
-- grain of claim_billed: one row a billed line of a cell
-- grain of claim_differences: one row a cell and unit price that differ
-- A cell is mended when its gap is not 0 and it is neither unknown nor unpriced. `quantity` and `amount` are what was
-- used less what was billed, net of credit notes, at one unit price; their amounts add up to the cell's gap.
-- `is_redone`: no single line can say the difference (amount without quantity, of the other sign, or more than one
-- cent away from quantity × price), so the lines at that price are credited as they stand and the usage billed again.
-- The chain must have counted catch-up documents.
-- Example: used 12 × 3.95, billed 10 × 3.95 and 2 × 4.10 give (3.95, 2, 7.90) and (4.10, -2, -8.20); used 13 × 3.95
-- = 51.35 billed 51.36 gives (3.95, 0, -0.01), redone.
create or replace temp table claim_cells as
select rowid as cell, family_id, child_id, service, month, gap
from found_cells
where gap <> 0 and status not in ('unknown', 'unpriced');

-- child by child, as R5 rounds; a merged cell has several children
create or replace temp table claim_usage as
with placed as (
    select
        u.family_id, u.child_id, u.service, strftime(u.month, '%Y-%m') as month, u.quantity,
        u.unit_price::decimal(18, 4) as unit_price
    from counted_usage u
),
in_cells as (
    select
        p.*, case when m.family_id is null then p.child_id else '' end as cell_child_id
    from placed p
    left join merged_services m on p.family_id = m.family_id and p.service = m.service and p.month = m.month
)
select
    c.cell, u.child_id, u.unit_price, sum(u.quantity)::decimal(18, 2) as quantity,
    round(sum(u.quantity)::decimal(18, 2) * u.unit_price, 2)::decimal(18, 2) as amount
from in_cells u
join claim_cells c
    on u.family_id = c.family_id and u.cell_child_id = c.child_id and u.service = c.service and u.month = c.month
group by c.cell, u.child_id, u.unit_price;

create or replace temp table claim_billed as
select c.cell, l.is_credit, l.quantity, l.unit_price, l.amount
from billed_lines l
join claim_cells c
    on l.family_id = c.family_id and l.child_id = c.child_id and l.service = c.service and l.month = c.month;

create or replace temp table claim_differences as
with sides as (
    select cell, unit_price, quantity, amount from claim_usage
    union all
    select
        cell, unit_price, case when is_credit then quantity else -quantity end,
        case when is_credit then amount else -amount end
    from claim_billed
),
differences as (
    select cell, unit_price, sum(quantity)::decimal(18, 2) as quantity, sum(amount)::decimal(18, 2) as amount
    from sides
    group by cell, unit_price
)
select
    *, amount = 0 or sign(amount) <> sign(quantity) or abs(amount - quantity * unit_price) > 0.01 as is_redone
from differences
where quantity <> 0 or amount <> 0;
