-- The national number of the creditor on the forms printed last, '' when none was: for pages opened without a creditor.
-- grain: one row
-- Example: ('999999').
select coalesce(arg_max(creditor_number, row(issued_on, mandate_reference)), '') as creditor_number from mandate_forms
