-- « Calculs » : every run, newest first, with the fingerprints of what it read and of what it found.
-- grain: one row a run
-- Example: (12, 2024-02-06 08:12, 'cli', 2023-09-01 to 2024-01-01, 247443.32, 121832.62, 125610.70, '9f2c…', '41ab…').
select
    run, made_at, actor, (first_month || '-01')::date as first_month, (last_month || '-01')::date as last_month,
    expected as due, billed, gap, left(input_hash, 12) as input_hash,
    left(output_hash, 12) as output_hash
from runs
order by run desc
limit 500
