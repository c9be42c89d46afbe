-- causes.csv of a run: the components of each gap that are not 0 (R9).
-- grain: one row a cell and cause
-- In: $run; $cause_order, the causes in the order of R9.
-- Example: F00000,C000000,CANT,2023-12,quantity,96.03
select c.family_id, nullif(c.child_id, '') as child_id, c.service, c.month, c.cause, c.amount
from run_causes c
join runs r on c.run = r.results_of
where r.run = $run
order by
    c.family_id, c.child_id, c.service, c.month,
    list_position($cause_order, c.cause)
