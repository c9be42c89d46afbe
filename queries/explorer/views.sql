-- The views that an audience of the explorer may read. Parameter: $schema, the name of their database.
-- grain: one row a view
-- Example: ('explorer_finance') gives 'familles', 'cellules', …
select view_name from duckdb_views() where database_name = $schema
