-- The debits of all files that a ledger knows, as a restore keeps those of lost files.
-- grain: one row a debit of a file
-- Example: ('RT20240228-0001', 'RT0000000950-1', 'RT0000000950', 1).
select message_id, end_to_end_id, instalment_id, attempt from debit_entries
