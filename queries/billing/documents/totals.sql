-- What `claims --json` tells: documents and euros of each kind, and the cells that no document can make right.
-- needs: claim_documents, found_cells
-- grain: one row
-- Example: {invoices: 812, credit_notes: 3, amount: 127418.70, credit_amount: 11.85, unpriced: 2, unknown: 0}
select
    count(*) filter (kind = 'invoice') as invoices, count(*) filter (kind = 'credit_note') as credit_notes,
    coalesce(sum(amount) filter (kind = 'invoice'), 0)::decimal(18, 2) as amount,
    coalesce(sum(amount) filter (kind = 'credit_note'), 0)::decimal(18, 2) as credit_amount,
    (select count(*) from found_cells where status = 'unpriced') as unpriced,
    (select count(*) from found_cells where status = 'unknown') as unknown
from claim_documents
