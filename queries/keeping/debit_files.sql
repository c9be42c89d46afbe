-- The debit files a ledger knows, to say which ones a restored backup does not: {message_id, created_on, debits, amount,
-- state}. Example: (RT20240228-0001, 2024-02-28, 812, 48720.00, handed_in)
select message_id, created_on, debits, amount, state from debit_files order by message_id
