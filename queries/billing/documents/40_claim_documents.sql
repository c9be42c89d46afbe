-- The catch-up documents: at most one invoice and one credit note a family and month (R14).
-- needs: claim_cells, claim_lines
-- makes: claim_documents
-- grain: one row a document
-- `n` counts the family's, month's and kind's documents, those of the ledger included whatever became of them, so that
-- an id is never given twice; it is the number at the end of the id.
-- Example: a ledger that holds RAT-F-F1-2023-09-1 gets RAT-F-F1-2023-09-2 as the next invoice of that month.
create or replace temp table claim_documents as
with wanted as (
    select
        c.family_id, c.month, l.kind,
        concat('RAT-', case l.kind when 'invoice' then 'F' else 'A' end, '-', c.family_id, '-', c.month, '-') as stem,
        count(*) as lines, sum(l.amount)::decimal(18, 2) as amount
    from claim_lines l
    join claim_cells c on l.cell = c.cell
    group by c.family_id, c.month, l.kind
),
known as (
    select
        regexp_extract(invoice_id, '^(?s)(RAT-[FA]-.*-)(\d{1,9})$', 1) as stem,
        max(regexp_extract(invoice_id, '^(?s)(RAT-[FA]-.*-)(\d{1,9})$', 2)::integer) as n
    from invoices
    where regexp_matches(invoice_id, '^(?s)RAT-[FA]-.*-\d{1,9}$')
    group by 1
)
select w.* exclude (stem), concat(w.stem, coalesce(k.n, 0) + 1) as invoice_id
from wanted w
left join known k on w.stem = k.stem;
