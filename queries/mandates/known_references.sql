-- Which of these references are of forms that we gave.
-- grain: one row a reference
-- Parameters: $wanted, a list of references.
-- Example: ('RTM00000001-1').
select mandate_reference from mandate_forms where list_contains($wanted::varchar[], mandate_reference)
