-- What each month leaves to collect: claims less the waivers, less the credits when they are netted on purpose (R11).
-- makes: owed_months
-- grain: one row a family and month with a claim
-- Parameters: $run; $net_credits. Euros.
-- A waiver that names a month takes from that month, those first; then the other waivers, then netted credits, each from
-- the oldest month on; nothing goes below 0, and what finds nothing to take is not set against another month.
-- Example: 40.00 in September and 60.00 in October, waivers of 10.00 for October and of 45.00: left 0.00 and 45.00.
create or replace temp table owed_months as
with claimed as (
    select c.family_id, c.month, c.to_collect as claimed
    from run_claims c
    where c.run = (select results_of from runs where run = $run) and c.to_collect > 0
),
for_a_month as (
    select family_id, month, sum(amount)::decimal(18, 2) as amount
    from waivers where month is not null group by family_id, month
),
for_any_month as (
    select family_id, sum(amount)::decimal(18, 2) as amount from waivers where month is null group by family_id
),
credits as (
    select family_id, -sum(to_credit)::decimal(18, 2) as amount
    from run_claims
    where run = (select results_of from runs where run = $run) and $net_credits
    group by family_id
),
first_taken as (
    select c.*, least(c.claimed, coalesce(w.amount, 0))::decimal(18, 2) as named
    from claimed c
    left join for_a_month w using (family_id, month)
),
queued as (
    select
        t.*, coalesce(w.amount, 0) as waiver,
        coalesce(sum(claimed - named) over earlier_months, 0)::decimal(18, 2) as before
    from first_taken t
    left join for_any_month w using (family_id)
    window earlier_months as (
        partition by t.family_id order by t.month rows between unbounded preceding and 1 preceding)
),
then_taken as (
    select
        family_id, month, claimed,
        (named + greatest(0, least(claimed - named, waiver - before)))::decimal(18, 2) as waived
    from queued
),
queued_again as (
    select
        t.*, coalesce(c.amount, 0) as credit,
        coalesce(sum(claimed - waived) over earlier_months, 0)::decimal(18, 2) as before
    from then_taken t
    left join credits c using (family_id)
    window earlier_months as (
        partition by t.family_id order by t.month rows between unbounded preceding and 1 preceding)
)
select
    family_id, month, claimed, waived,
    greatest(0, least(claimed - waived, credit - before))::decimal(18, 2) as netted,
    (claimed - waived - greatest(0, least(claimed - waived, credit - before)))::decimal(18, 2) as owed
from queued_again;
