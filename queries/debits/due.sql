-- What a debit file is asked for, in number and in euros: what it takes and what it leaves must add up to this (R13).
-- needs: wanted_instalments
-- grain: one row
-- Example: (843, 50580.00).
select count(*) as instalments, coalesce(sum(unpaid), 0.00) as amount from wanted_instalments
