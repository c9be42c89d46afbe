-- The editable table of reason codes. Example: ('AC04', 'Compte clos', 'nouveau mandat', NULL, 'mandate').
-- grain: one row a code
select code, meaning, action, again, hold from reason_codes order by code
