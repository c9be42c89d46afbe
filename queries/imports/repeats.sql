-- The later copies of a row within its file: they share the fate of the `first` one (rules.md, Corrections).
-- needs: suspects
-- makes: repeats
-- grain: one row a record
-- Example: of three equal rows at records 4, 9 and 12, (9, 4) and (12, 4).
create or replace temp table repeats as select record, first from suspects where record <> first and not differ
