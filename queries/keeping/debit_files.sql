-- The debit files that a ledger knows, to say which ones a restored backup does not.
-- grain: one row a file
-- Example: (RT20240228-0001, 2024-02-28, 812, 48720.00, handed_in)
select message_id, created_on, debits, amount, state from debit_files order by message_id
