-- One family's facts alone, under the names that the chain reads: its bases de liquidation in milliseconds.
-- makes: attendance, children, children_of_interest, exemptions, family_of_interest, invoice_lines, invoices, payers,
--   quotients, residences
-- grain of family_of_interest: one row
-- grain of children_of_interest: one row a child
-- grain of attendance: one row a use, as in the ledger
-- grain of payers: one row a period of a child's payer
-- grain of quotients: one row a period of the family
-- grain of residences: one row a period of the family
-- grain of exemptions: one row an exemption
-- grain of invoices: one row a document
-- grain of invoice_lines: one row a line of a document
-- grain of children: one row a child
-- CAREFUL: it makes eight temporary tables with the names of tables of the ledger (attendance, payers, quotients,
-- residences, exemptions, invoices, invoice_lines, children). They hide the ledger's on this cursor until it is closed:
-- whoever reads one of these names there afterwards sees this family alone. Use a cursor of its own for each family.
-- Children are those the family pays for,
-- always or at times; attendance of another payer's days comes too and is sorted out by the chain (R2). What another
-- payer owes for them is priced without that payer's quotient: nothing of it is ever shown.
-- Parameter: $family.
-- Example: for F1, `attendance` holds the rows of its two children and `invoices` its own documents.
create temp table family_of_interest as select $family as family_id;
create temp table children_of_interest as
select child_id from children where family_id = $family
union
select child_id from payers where family_id = $family;

create temp table attendance as select a.* from attendance a semi join children_of_interest c on a.child_id = c.child_id;
create temp table payers as select p.* from payers p semi join children_of_interest c on p.child_id = c.child_id;
create temp table quotients as select * from quotients where family_id = $family;
create temp table residences as select * from residences where family_id = $family;
create temp table exemptions as select * from exemptions where family_id = $family;
create temp table invoices as select * from invoices where family_id = $family;
create temp table invoice_lines as
select l.* from invoice_lines l semi join invoices i on l.invoice_id = i.invoice_id;
-- a document may bill another family's child: its name is wanted too
create temp table children as
with wanted as (select child_id from children_of_interest union select child_id from invoice_lines)
select k.* from children k semi join wanted w on k.child_id = w.child_id;
