-- The name under which DuckDB knows the open ledger.
-- grain: one row
-- Example: ('ville') for ville.duckdb.
select current_database() as name
