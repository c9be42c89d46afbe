-- The tables of the open database, by name: a new ledger has none, another program's database has others.
-- grain: one row a table
-- Example: ('attendance').
select table_name from duckdb_tables() where not internal
