-- The history of the facts: a row that a correction replaced, as it was, with the import that replaced it.
-- makes: past_attendance, past_children, past_exemptions, past_families, past_invoice_lines, past_invoices,
--   past_mandates, past_payers, past_payments, past_quotients, past_residences, past_schools, past_services,
--   past_status_rules, past_tariffs
-- Nothing is lost: what counts is in the fact table, what it replaced is here (rules.md, Corrections).
-- Example: attendance A1 imported with quantity 1 by import 1 and corrected to 2 by import 7 stands in `attendance`
-- with quantity 2 and import_id 7, and in `past_attendance` with quantity 1, import_id 1, replaced_by 7.
create table past_families as select *, 0::integer as replaced_by from families limit 0;
create table past_residences as select *, 0::integer as replaced_by from residences limit 0;
create table past_schools as select *, 0::integer as replaced_by from schools limit 0;
create table past_children as select *, 0::integer as replaced_by from children limit 0;
create table past_payers as select *, 0::integer as replaced_by from payers limit 0;
create table past_quotients as select *, 0::integer as replaced_by from quotients limit 0;
create table past_services as select *, 0::integer as replaced_by from services limit 0;
create table past_tariffs as select *, 0::integer as replaced_by from tariffs limit 0;
create table past_status_rules as select *, 0::integer as replaced_by from status_rules limit 0;
create table past_exemptions as select *, 0::integer as replaced_by from exemptions limit 0;
create table past_attendance as select *, 0::integer as replaced_by from attendance limit 0;
create table past_invoices as select *, 0::integer as replaced_by from invoices limit 0;
create table past_invoice_lines as select *, 0::integer as replaced_by from invoice_lines limit 0;
create table past_payments as select *, 0::integer as replaced_by from payments limit 0;
create table past_mandates as select *, 0::integer as replaced_by from mandates limit 0;
