-- Why, last step and the sum: quantity and price of what is unexplained; components add up to the gap (R9, R9.5).
-- needs: left_over, wrong_families, wrong_months
-- makes: found_causes, main_causes
-- grain of found_causes: one row a cell and cause
-- grain of main_causes: one row a cell with a cause
-- quantity = missing × expected ÷ used, multiplied and divided in integers and rounded once, half away from zero;
-- where nothing was used, all that is left when something is billed once, else nothing. price = the rest.
-- Example: used 10 (39.50), billed 8 at 3.90 (31.20): quantity = 2 × 39.50 ÷ 10 = 7.90, price = 8.30 - 7.90 = 0.40.
create or replace temp table found_causes as
with explained as (
    select
        l.*, f.cell is not null as is_wrong_family, m.cell is not null as is_wrong_month
    from left_over l
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
            when is_wrong_family or is_wrong_month or cents = 0 then 0
            when used > 0 then sign(product) * ((2 * abs(product) + used) // (2 * used))
            when billed_once <> 0 then cents
            else 0
        end as quantity_cents
    from in_integers
),
components as (
    select
        cell, family_id, child_id, service, month,
        unnest([
            {rank: 1, cause: 'duplicate', cents: -(duplicate_amount * 100)::hugeint},
            {rank: 2, cause: 'wrong_family', cents: case when is_wrong_family then cents else 0 end},
            {rank: 3, cause: 'wrong_month', cents: case when is_wrong_month then cents else 0 end},
            {rank: 4, cause: 'quantity', cents: quantity_cents},
            {rank: 5, cause: 'price', cents:
                case when is_wrong_family or is_wrong_month then 0 else cents - quantity_cents end}
        ], recursive := true)
    from shared_out
)
select cell, family_id, child_id, service, month, rank, cause, (cents::decimal(18, 0) * 0.01)::decimal(18, 2) as amount
from components
where cents <> 0;

create or replace temp table main_causes as
select cell, arg_max(cause, row(abs(amount), -rank)) as cause
from found_causes
group by cell;
