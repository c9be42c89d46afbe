-- Why, last steps and the sum: not billed, not used, then quantity and price of what is unexplained; the components add
-- up to the gap (R9, R9.4, R9.5).
-- needs: found_cells, left_over, wrong_families, wrong_months
-- makes: found_causes, main_causes
-- grain of found_causes: one row a cell and cause
-- grain of main_causes: one row a cell with a cause
-- A cell with usage and no billed line is not_billed by all that is left; one without usage and with a quantity billed
-- once is not_used by all that is left. Else quantity = missing × expected ÷ used, multiplied and divided in integers and
-- rounded once, half away from zero, nothing where nothing was used; price = the rest.
-- Only the components of a pair name a partner: wrong_family its other_family_id, wrong_month its other_month.
-- Example: used 10 (39.50), billed 8 at 3.90 (31.20): quantity = 2 × 39.50 ÷ 10 = 7.90, price = 8.30 - 7.90 = 0.40.
create or replace temp table found_causes as
with explained as (
    select
        l.*, f.other_family_id, m.other_month,
        case
            when f.cell is not null then 'wrong_family'
            when m.cell is not null then 'wrong_month'
            when l.used_quantity > 0 and not c.is_billed then 'not_billed'
            when l.used_quantity = 0 and l.billed_once <> 0 then 'not_used'
        end as whole_cause
    from left_over l
    join found_cells c on l.cell = c.rowid
    left join wrong_families f on l.cell = f.cell
    left join wrong_months m on l.cell = m.cell
),
in_integers as (
    select
        *, (remaining * 100)::hugeint as cents, (used_quantity * 100)::hugeint as used,
        (missing * 100)::hugeint * (expected * 100)::hugeint as product
    from explained
),
shared_out as (
    select
        *,
        case
            when whole_cause is null and cents <> 0 and used > 0
            then sign(product) * ((2 * abs(product) + used) // (2 * used))
            else 0
        end as quantity_cents
    from in_integers
),
components as (
    select
        cell, family_id, child_id, service, month,
        unnest([
            {rank: 1, cause: 'duplicate', cents: -(duplicate_amount * 100)::hugeint},
            {rank: 2, cause: 'wrong_family', cents: if(whole_cause = 'wrong_family', cents, 0)},
            {rank: 3, cause: 'wrong_month', cents: if(whole_cause = 'wrong_month', cents, 0)},
            {rank: 4, cause: 'not_billed', cents: if(whole_cause = 'not_billed', cents, 0)},
            {rank: 5, cause: 'not_used', cents: if(whole_cause = 'not_used', cents, 0)},
            {rank: 6, cause: 'quantity', cents: quantity_cents},
            {rank: 7, cause: 'price', cents: if(whole_cause is null, cents - quantity_cents, 0)}
        ], recursive := true),
        other_family_id, other_month
    from shared_out
)
select
    cell, family_id, child_id, service, month, rank, cause, (cents::decimal(18, 0) * 0.01)::decimal(18, 2) as amount,
    if(cause = 'wrong_family', other_family_id, null) as other_family_id,
    if(cause = 'wrong_month', other_month, null) as other_month
from components
where cents <> 0;

create or replace temp table main_causes as
select cell, arg_max(cause, row(abs(amount), -rank)) as cause
from found_causes
group by cell;
