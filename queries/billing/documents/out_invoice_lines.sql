-- invoice_lines.csv of the catch-up documents, in the format of imports, with the bases de liquidation after it.
-- needs: claim_bases, claim_cells, claim_documents, claim_lines, main_causes
-- grain: one row a line of a document
-- `reason` is the cell's main cause (R9); an import ignores these columns with a notice. A line of a merged cell names
-- no child.
-- Example: RAT-F-F1-2023-09-1,1,C1,CANT,2023-09,2,3.95,7.90,820.00,721.00,821.00,2023-09-01,quantity
select
    d.invoice_id,
    row_number() over (
        partition by d.invoice_id
        order by c.service, c.child_id, l.unit_price, l.used_by, l.quantity, l.amount) as line_no,
    nullif(c.child_id, '') as child_id, c.service, c.month, l.quantity,
    l.unit_price,
    l.amount, b.quotient, b.qf_min, b.qf_max, b.tariff_valid_from, m.cause as reason
from claim_lines l
join claim_cells c on l.cell = c.cell
join claim_documents d on c.family_id = d.family_id and c.month = d.month and l.kind = d.kind
left join claim_bases b on l.cell = b.cell and l.unit_price = b.unit_price
left join main_causes m on l.cell = m.cell
order by d.family_id, d.month, d.kind desc, line_no
