-- What the download of the journal needs to know: nothing in it is an amount that could fail to add up.
-- needs: scope
-- grain: one row
-- Example: (0.00, 41 rows).
select 0::decimal(18, 2) as difference, count(*) as rows from scope
