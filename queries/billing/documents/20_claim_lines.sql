-- The lines of the catch-up documents (R14): kind, quantity, unit price and amount, always positive as given in.
-- needs: claim_billed, claim_differences, claim_usage
-- makes: claim_lines
-- grain: one row a line of a document
-- 1. A plain difference: one line, an invoice's where something is missing, a credit note's where it is too much.
-- 2. Redone prices: the lines billed are taken back as they stand, an invoice line and its own credit (same quantity
--    and amount) having cancelled one another already; a credit left alone is billed back.
-- 3. Redone prices: what was used is invoiced again, one line a child, so that each amount is its own quantity × price.
-- Lines of a merged cell name no child ('' here): the cell stays merged.
-- Example: two children of 13 meals at 3.95 billed together 26 × 3.95 = 102.71 are redone: a credit note of 102.71
-- and two invoice lines of 13 × 3.95 = 51.35.
create or replace temp table claim_lines as
with plain as (
    select
        cell, case when quantity > 0 then 'invoice' else 'credit_note' end as kind, abs(quantity) as quantity,
        unit_price, abs(amount) as amount
    from claim_differences
    where not is_redone
),
standing as (
    select
        b.cell, b.unit_price, b.quantity, b.amount,
        count(*) filter (not b.is_credit) - count(*) filter (b.is_credit) as times
    from claim_billed b
    join claim_differences d on b.cell = d.cell and b.unit_price = d.unit_price
    where d.is_redone
    group by b.cell, b.unit_price, b.quantity, b.amount
    having times <> 0
),
taken_back as (
    select
        cell, case when times > 0 then 'credit_note' else 'invoice' end as kind, quantity, unit_price, amount,
        unnest(range(abs(times))) as turn
    from standing
),
billed_again as (
    select u.cell, 'invoice' as kind, u.quantity, u.unit_price, u.amount, u.child_id
    from claim_usage u
    join claim_differences d on u.cell = d.cell and u.unit_price = d.unit_price
    where d.is_redone
)
select cell, kind, quantity, unit_price, amount, '' as used_by from plain
union all
select cell, kind, quantity, unit_price, amount, '' from taken_back
union all
select cell, kind, quantity, unit_price, amount, child_id from billed_again;
