-- What the council's database was made from: it is made again when any of these has changed.
-- grain: one row
-- Example: (12, 3, 900, 4, 0, 1, 0, 900) for run 12, import 3, 900 approved instalments, 4 steps of requests, nothing
-- paid yet, planning 1, no debit failed, 900 changes of instalments. A new planning may take in a vote of the council.
select
    (select coalesce(max(run), 0) from runs), (select coalesce(max(import_id), 0) from imports),
    (select count(*) from instalment_states where approved_on is not null), (select count(*) from request_steps),
    (select count(*) from payment_allocations), (select coalesce(max(planning_id), 0) from plannings),
    (select count(*) from failed_debits), (select count(*) from instalment_changes)
