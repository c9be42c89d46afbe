-- The tree of a query as DuckDB parses it, as JSON: the guard proves each of its nodes harmless. Parameter: $query.
-- grain: one row
-- Example: 'select 1' gives {"error":false,"statements":[{"node":{"type":"SELECT_NODE",…}}]}.
select json_serialize_sql($query)::varchar as tree
