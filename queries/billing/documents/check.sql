-- Whether the documents make every cell right: the cells that they would leave with a gap, and the lines that an import
-- would reject (line_arithmetic). Both must be none before a file is written.
-- needs: claim_cells, claim_lines
-- grain: one row
-- Example: a gap of 7.90 with an invoice line of 7.90 leaves nothing.
with left_over as (
    select c.cell, c.gap - coalesce(sum(case l.kind when 'invoice' then l.amount else -l.amount end), 0) as difference
    from claim_cells c
    left join claim_lines l on c.cell = l.cell
    group by c.cell, c.gap
)
select
    (select coalesce(sum(difference), 0)::decimal(18, 2) from left_over) as difference,
    (select count(*) from left_over where difference <> 0) as cells,
    (select count(*) from claim_lines where quantity < 0 or abs(amount - round(quantity * unit_price, 2)) > 0.01)
        as lines
