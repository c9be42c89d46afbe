-- What a usual month costs each family, in cents: the mean of the months that cost something.
-- grain: one row a family
-- Parameter: $run. A plan's heaviest month is held against it. Example: ('F1', 9500, 'direct_debit').
with usual as (
    select
        family_id,
        ((sum(expected) * 100)::hugeint // (count(*) filter (expected > 0)))::bigint as cents
    from run_family_months
    where run = (select results_of from runs where run = $run)
    group by family_id
    having count(*) filter (expected > 0) > 0
)
select m.family_id, coalesce(u.cents, 0) as cents, m.method
from payment_methods m
left join usual u using (family_id)
