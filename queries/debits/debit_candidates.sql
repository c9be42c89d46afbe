-- Every instalment due in the asked range, and every proposed one, with the first reason that keeps it out (R13).
-- needs: mandate_choices, wanted_instalments
-- makes: debit_candidates
-- grain: one row an instalment of `wanted_instalments`
-- `amount` is the unpaid rest of the instalment; `reason` is NULL when it is debited.
-- Parameter: $earliest, the first day a debit of this file can be due.
-- Included + left out = due + not approved, in count and in cents.
-- Example: 60.00 due on 2024-03-05, announced on 2024-02-06 with 14 days' notice, mandate valid, file made on
-- 2024-02-28: no reason. The same announced on 2024-02-21: `not_notified`.
create or replace temp table debit_candidates as
select
    w.instalment_id, w.family_id, w.number, w.due_on, w.unpaid as amount, c.mandate_reference, c.iban, c.bic,
    c.account_holder, c.signed_on, coalesce(c.is_collected, false) as is_collected,
    case
        when w.state = 'proposed' then 'not_approved'
        when w.in_live_file then 'already_exported'
        when w.family_id in (select family_id from open_requests)
            or w.family_id in (select family_id from held_families) or c.reason = 'on_hold' then 'on_hold'
        when w.method <> 'direct_debit' then 'other_method'
        when c.subject is null then 'no_mandate'
        when c.reason is not null then c.reason
        when w.due_on < $earliest then 'too_late'
        when w.announced_on is null or w.due_on - w.announced_on < w.notice_days then 'not_notified'
        when w.unpaid not between 0.01 and 999999999.99 then 'amount_out_of_range'
    end as reason
from wanted_instalments w
left join mandate_choices c on w.instalment_id = c.subject;
