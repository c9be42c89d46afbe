-- The latest run that the pages show: its number, when it was made, its first and last months (text `2023-09`).
-- grain: one row, or none before any run
-- Example: (12, 2024-02-06 08:12:03, '2023-09', '2024-01').
select run, made_at, first_month, last_month from current_run
