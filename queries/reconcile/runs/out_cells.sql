-- cells.csv of a run, column for column (rules.md, Files out).
-- grain: one row a cell
-- Example: F00000,C000000,CANT,2023-09,13,51.35,13,51.36,-0.01,overbilled,price
select
    c.family_id, nullif(c.child_id, '') as child_id, c.service, c.month, c.used_quantity, c.expected,
    c.billed_quantity, c.billed, c.gap, c.status, c.cause
from run_cells c
join runs r on c.run = r.results_of
where r.run = $run
order by c.family_id, c.child_id, c.service, c.month
