-- The debits that look for a mandate: what a room wants to debit, with the day on which the mandate must serve (R13).
-- makes: debits_to_place
-- grain: one row a debit
-- Parameter: $debits, the name of the temporary table that says so, with the columns subject, family_id and on_date.
-- Example: $debits 'next_debits' gives ('RT0000000001', 'F1', 2024-03-05).
create or replace temp table debits_to_place as
select subject, family_id, on_date from query_table($debits);
