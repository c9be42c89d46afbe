-- How many rows are rejected, by table and reason: the choices of the filters, and the number shown with the list.
-- grain: one row a table and reason
-- Example: ('attendance', 'bad_date', 24923).
select table_name, reason, count(*) as lines from rejects group by table_name, reason order by table_name, reason
