-- Where each family stands: what it owes, what is kept, and the terms by which the rest is scheduled (R11, R12).
-- needs: kept_parts, owed_months
-- makes: family_positions
-- grain: one row a family with a claim, a credit, an amount to review or an approved instalment
-- Parameters: $run; the policy: $strategy, $first_due, $max_instalments, $min_instalment, $cap.
-- Amounts in cents: `months` what each month leaves to collect, oldest first; `kept` = paid + kept parts; `lowerable`
-- what is announced and not exported. Granted terms win, what they do not name is the policy's.
-- Example: 180.00 to collect, 60.00 paid: ('F1', [9000, 9000], kept 6000, last_kept 2024-03-05, last_number 3, …).
create or replace temp table family_positions as
with months as (
    select
        family_id, sum(claimed) as claimed, sum(waived) as waived, sum(netted) as netted, sum(owed) as to_collect,
        list((owed * 100)::bigint order by month) filter (owed > 0) as months
    from owed_months
    group by family_id
),
sides as (
    select family_id, -sum(to_credit) as credit, sum(to_review) as to_review
    from run_claims
    where run = (select results_of from runs where run = $run)
    group by family_id
    having credit > 0 or sum(to_review) > 0
),
held as (
    select
        family_id, sum(paid + kept_part) as kept, sum(kept_part) filter (not in_live_file) as lowerable,
        sum(open_part) as open, max(due_on) filter (is_kept) as last_kept, max(number) as last_number
    from kept_parts
    group by family_id
),
families_concerned as (
    select family_id from months union select family_id from sides union select family_id from held
)
select
    c.family_id, coalesce(m.months, []) as months, (coalesce(h.kept, 0) * 100)::bigint as kept,
    (coalesce(h.lowerable, 0) * 100)::bigint as lowerable, (coalesce(h.open, 0) * 100)::bigint as open, h.last_kept,
    coalesce(h.last_number, 0) as last_number, coalesce(g.last_grant, 0) as last_grant,
    coalesce(g.strategy, $strategy) as strategy, coalesce(g.first_due, $first_due) as first_due,
    coalesce(g.max_instalments, $max_instalments) as max_instalments,
    (coalesce(g.min_instalment, $min_instalment, 0) * 100)::bigint as min_instalment,
    (coalesce(g.cap, $cap, 0) * 100)::bigint as cap,
    coalesce(m.claimed, 0) as claimed, coalesce(m.waived, 0) as waived, coalesce(m.netted, 0) as netted,
    coalesce(m.to_collect, 0) as to_collect, coalesce(s.credit, 0) - coalesce(m.netted, 0) as credit,
    coalesce(s.to_review, 0) as to_review
from families_concerned c
left join months m using (family_id)
left join sides s using (family_id)
left join held h using (family_id)
left join granted_terms g using (family_id)
order by c.family_id;
