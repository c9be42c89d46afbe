-- The exports that a crash cut off between the ledger and the disk, but for those voided since.
-- grain: one row an export
-- Example: (12).
select export_id
from debit_exports
where not published and export_id in (select export_id from debit_files where state <> 'voided')
order by export_id
