-- How many cells of a run have each status (R8). Example: ('unbilled', 7312).
-- grain: one row a status
select c.status, count(*) as cells
from run_cells c
join runs r on c.run = r.results_of
where r.run = $run
group by c.status
order by c.status
