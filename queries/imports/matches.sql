-- An empty list of the records whose key the ledger has already, and whether their content is the `same` there.
-- makes: matches
-- grain: one row a record
-- Example: (17, true) for a row that was imported before and has not changed.
create or replace temp table matches (record bigint, same boolean)
