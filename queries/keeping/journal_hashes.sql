-- The hash of each action that a ledger's journal knows, to count those that a restored backup does not.
-- grain: one row an entry of the journal
select hash from journal
