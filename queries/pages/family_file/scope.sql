-- What « Dossier de la famille » looks at: all that the latest run found of the family, read in one transaction so that
-- a run that ends meanwhile mixes nothing. Parameter: $family.
-- makes: scope, scope_causes, scope_days, scope_months, scope_total
-- grain of scope: one row a child, service and month
-- grain of scope_months: one row a month
-- grain of scope_causes: one row a cell and cause
-- grain of scope_total: one row, or none
-- grain of scope_days: one row a school, service and day without attendance
-- Example: $family 'F00001' gives in `scope` one row a child, service and month of that family.
begin transaction;
create or replace temp table scope as select * from cells where family_id = $family;
create or replace temp table scope_months as select * from family_months where family_id = $family;
create or replace temp table scope_causes as select * from causes where family_id = $family;
create or replace temp table scope_total as select * from family_totals where family_id = $family;
create or replace temp table scope_days as
select *
from days
where not received and school_id in (select school_id from children where family_id = $family);
commit;
