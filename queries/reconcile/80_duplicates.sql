-- Why, step 1: what was billed twice (R9.1).
-- needs: billed_lines, found_cells
-- makes: faulty_cells, faulty_lines, standing_lines, taken_twice
-- grain of faulty_cells: one row a cell with a gap to explain
-- grain of faulty_lines: one row a billed line of such a cell
-- grain of standing_lines: one row an invoice line that no credit cancels
-- grain of taken_twice: one row a cell with lines billed twice
-- A credit-note line cancels the latest earlier invoice line of the cell with its quantity and unit price: the lines
-- of such a group are walked in order with a stack of positions, a credit (negative) takes the last one off.
-- Of what is left, a line that repeats an earlier one on another invoice is taken, oldest first, while the quantity
-- billed stays at or above the quantity used: walked with [quantity left, positions taken…], in hundredths.
-- Example: used 12, billed 12 × 3.95 on two invoices: the second is taken, duplicate = -47.40.
create or replace temp table faulty_cells as
select rowid as cell, * from found_cells where gap <> 0 and status <> 'unknown';

create or replace temp table faulty_lines as
select c.cell, l.invoice_id, l.is_credit, l.quantity, l.unit_price, l.amount, l.position
from billed_lines l
join faulty_cells c
    on l.family_id = c.family_id and l.child_id = c.child_id and l.service = c.service and l.month = c.month;

create or replace temp table standing_lines as
with credited_groups as (
    select
        cell, quantity, unit_price,
        list_reduce(
            list([case when is_credit then -position else position end] order by position),
            lambda standing, line: case
                when line[1] > 0 then list_concat(standing, line)
                else standing[1:greatest(len(standing) - 1, 0)] end,
            []::bigint[]) as standing
    from faulty_lines
    group by cell, quantity, unit_price
    having bool_or(is_credit)
)
select l.*
from faulty_lines l
left join credited_groups g on l.cell = g.cell and l.quantity = g.quantity and l.unit_price = g.unit_price
where not l.is_credit and (g.cell is null or list_contains(g.standing, l.position));

create or replace temp table taken_twice as
with repeating as (
    select *
    from standing_lines
    qualify first_value(invoice_id) over (partition by cell, quantity, unit_price order by position) <> invoice_id
),
walked as (
    select
        r.cell,
        list_reduce(
            list([(r.quantity * 100)::bigint, r.position] order by r.position),
            lambda walk, line: case
                when walk[1] - line[1] >= (any_value(c.used_quantity) * 100)::bigint
                then list_concat([walk[1] - line[1]], walk[2:], [line[2]])
                else walk end,
            [(any_value(c.billed_quantity) * 100)::bigint])[2:] as taken
    from repeating r
    join faulty_cells c on r.cell = c.cell
    group by r.cell
)
select l.cell, sum(l.quantity)::decimal(18, 2) as quantity, sum(l.amount)::decimal(18, 2) as amount
from standing_lines l
join walked w on l.cell = w.cell
where list_contains(w.taken, l.position)
group by l.cell;
