-- Keeps one run of the reconciliation with its totals; the rows it found are in the run_* tables under $results_of.
-- needs: months_of_families, published_cells
-- changes: runs
-- Example: run 12 over 2023-09 to 2024-01 that found exactly what run 9 found is kept with results_of = 9.
insert into runs
select
    $run, $results_of, $made_at, $actor, $first, $last,
    json_object('from', $first::varchar, 'to', $last::varchar)::varchar, $input_hash, $output_hash,
    coalesce(sum(expected), 0), coalesce(sum(billed), 0), coalesce(sum(gap), 0),
    (select count(distinct family_id) from months_of_families where status = 'unbilled')
from published_cells;
