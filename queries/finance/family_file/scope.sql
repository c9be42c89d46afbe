-- What « Dossier de la famille » looks at: the family's cells in the latest run. Parameter: $family.
-- Example: $family 'F00001' gives one row a child, service and month of that family.
create or replace temp table scope as
select * from cells where family_id = $family;
