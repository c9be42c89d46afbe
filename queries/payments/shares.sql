-- What each payment paid on each instalment of some families; cents. Parameter: $families.
-- grain: one row a payment and instalment
-- Example: ('P81', 'RT0000000001', 2000).
select a.payment_id, a.instalment_id, (sum(a.amount) * 100)::bigint as cents
from payment_allocations a
join instalments i using (instalment_id)
where i.family_id in (select unnest($families::varchar[]))
group by a.payment_id, a.instalment_id
