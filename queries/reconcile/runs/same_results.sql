-- The run under whose number the same results of the same period are kept already, to keep them once.
-- Parameters: $output_hash, $first and $last (months).
-- grain: one row, or none when the results are new
-- Example: run 12 finds what run 9 found: (9).
select results_of
from runs
where output_hash = $output_hash and first_month = $first and last_month = $last
order by run desc
limit 1
