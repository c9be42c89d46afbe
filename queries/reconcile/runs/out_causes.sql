-- causes.csv of a run: the components of each gap that are not 0 (R9).
-- grain: one row a cell and cause
-- In: $run; $cause_order, the causes in the order of R9.
-- Example: F00002,C000020,CANT,2023-09,wrong_family,46.35,F00004,
select
    c.family_id, nullif(c.child_id, '') as child_id, c.service, c.month, c.cause, c.amount, c.other_family_id,
    c.other_month
from run_causes c
join runs r on c.run = r.results_of
where r.run = $run
order by
    c.family_id, c.child_id, c.service, c.month,
    list_position($cause_order, c.cause)
