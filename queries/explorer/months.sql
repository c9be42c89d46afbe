-- The months offered by a parameter of the widget `month` that has no options_sql: those of the audience's own view.
-- grain: one row a month
-- Example: ('2023-09').
select month from months order by month
