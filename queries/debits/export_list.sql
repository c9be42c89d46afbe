-- The list of those left out of an export, and where it goes.
-- grain: one row
-- Parameters: $export_id.
-- Example: ('/srv/ville/mars.left_out.csv', 'family_id,number,due_on,amount,reason…').
select left_out_path, left_out from debit_exports where export_id = $export_id
