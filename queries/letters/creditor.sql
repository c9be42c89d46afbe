-- The creditor identifier on the mandate forms printed last, for letters when no creditor file is given; NULL if none.
-- grain: one row
-- Example: FR53ZZZ999999
select arg_max(creditor_id, row(issued_on, mandate_reference)) as creditor_id from mandate_forms
