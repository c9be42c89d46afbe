-- invoices.csv of the catch-up documents, in the format of imports (rules.md, Files in), to import as it is.
-- needs: claim_documents
-- grain: one row a document
-- Parameters: $issued_on, $due_on.
-- Example: RAT-F-F1-2023-09-1,F1,2024-02-20,2024-03-20,invoice,issued,catch_up
select
    invoice_id, family_id, $issued_on::date as issued_on, $due_on::date as due_on, kind, 'issued' as status,
    'catch_up' as origin
from claim_documents
order by family_id, month, kind desc
