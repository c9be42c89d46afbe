-- One run of the reconciliation: number, period, totals in euros, hashes. Parameter: $run.
-- grain: one row, or none for an unknown number
-- Example: run 1 of the sample city gives (1, '2023-09', '2024-01', …).
select run, first_month, last_month, expected, billed, gap, families_unbilled, input_hash, output_hash
from runs
where run = $run
