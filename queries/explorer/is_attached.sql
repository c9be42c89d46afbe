-- Whether the database of an audience's views was made since the ledger was opened. Parameter: $schema, its name.
-- grain: one row
select count(*) > 0 as is_attached from duckdb_databases() where database_name = $schema
