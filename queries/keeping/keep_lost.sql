-- Keeps in a restored ledger what must never be given again: message ids of debit files, end-to-end ids of their debits,
-- ids of plans and instalments.
-- changes: debit_entries, lost_debit_files, plan_counters
-- Parameters: $names, $days, $counts, $amounts, $states of the lost files (lists of the same length); $last_plan and
-- $last_instalment, the highest ids that the replaced ledger gave; $now.
-- $debits, the lost files' debits as [message id, end-to-end id, instalment, attempt]: entries of no file of this ledger,
-- which count for the next attempt and for nothing else. An id that the backup has too counts already.
-- Example: a backup that gave RT0000000900 and a ledger that gave RT0000000950: the next id is RT0000000951.
insert into lost_debit_files
select
    unnest($names::varchar[]), unnest($days::date[]), unnest($counts::integer[]), unnest($amounts::decimal(18, 2)[]),
    unnest($states::varchar[]), $now;

update plan_counters
set last_plan = greatest(last_plan, $last_plan), last_instalment = greatest(last_instalment, $last_instalment);

insert or ignore into debit_entries by name
select
    debit[1] as message_id, debit[2] as end_to_end_id, debit[3] as instalment_id, debit[4]::integer as attempt
from (select unnest($debits::varchar[][]) as debit);
