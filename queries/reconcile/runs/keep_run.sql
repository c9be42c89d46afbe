-- Keeps one run of the reconciliation with its totals; the rows it found are in the run_* tables under $results_of.
-- needs: months_of_families, published_cells
-- changes: runs
-- Example: run 12 over 2023-09 to 2024-01 that found exactly what run 9 found is kept with results_of = 9.
insert into runs by name
select
    $run as run, $results_of as results_of, $made_at as made_at, $actor as actor, $first as first_month,
    $last as last_month, json_object('from', $first::varchar, 'to', $last::varchar)::varchar as parameters,
    $input_hash as input_hash, $output_hash as output_hash, coalesce(sum(expected), 0) as expected,
    coalesce(sum(billed), 0) as billed, coalesce(sum(gap), 0) as gap,
    (select count(distinct family_id) from months_of_families where status = 'unbilled') as families_unbilled
from published_cells;
