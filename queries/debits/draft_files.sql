-- The names of the files to write, in their order: one, or one a block where the bank wants that.
-- needs: debit_drafts
-- grain: one row a file
-- Example: ('RT20240228-0001', 1).
select distinct message_id, file_no from debit_drafts order by file_no
