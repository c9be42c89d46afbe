-- What the family used and owes: a row a month, child, service and unit price, as R5 groups and rounds it.
-- needs: exempt_usage, flat_firsts, flat_ties, priced_usage
-- grain: one row a month, child, service and unit price
-- `parts` tells what made the price: status, factor, quotient, bracket, tariff version, exemption, and for each its
-- quantity and days; a NULL unit_price is usage without a tariff (R6), which has no amount.
-- Parameter: $family. The chain must have counted day by day.
-- Example: (2023-10, C1, CANT, 5.80, 15, 87.00, [{status: present, factor: 1, quotient: 1200.00, …, quantity: 15}]).
with counted as (
    select u.* from priced_usage u anti join (from services where unit = 'month') s on u.service = s.service
    union all
    select f.* replace (1::decimal(18, 2) as quantity)
    from flat_firsts f
    left join flat_ties t on f.child_id = t.child_id and f.service = t.service and f.first_date = t.first_date
    where t.status is null or t.status = f.status
),
parts as (
    select
        u.month, u.child_id, u.service, u.unit_price, u.status, u.factor, u.quotient, u.qf_min, u.qf_max,
        u.tariff_valid_from, e.day is not null as is_exempt, sum(u.quantity)::decimal(18, 2) as quantity,
        min(u.day) as since, list({'day': u.day, 'quantity': u.quantity} order by u.day) as days
    from counted u
    left join exempt_usage e
        on u.family_id = e.family_id and u.child_id = e.child_id and u.service = e.service and u.day = e.day
    where u.family_id = $family
    group by all
)
select
    strftime(p.month, '%Y-%m') as month, trim(concat_ws(' ', k.first_name, k.last_name)) as child,
    coalesce(s.label, p.service) as service, s.unit, p.unit_price, sum(p.quantity)::decimal(18, 2) as quantity,
    round(sum(p.quantity)::decimal(18, 2) * p.unit_price, 2)::decimal(18, 2) as amount,
    list({
        'status': p.status, 'factor': p.factor, 'quotient': p.quotient, 'qf_min': p.qf_min, 'qf_max': p.qf_max,
        'tariff_valid_from': p.tariff_valid_from, 'is_exempt': p.is_exempt, 'quantity': p.quantity, 'days': p.days}
        order by p.since, p.status) as parts
from parts p
join children k on p.child_id = k.child_id
left join services s on p.service = s.service
group by p.month, p.child_id, k.first_name, k.last_name, p.service, s.label, s.unit, p.unit_price
order by p.month, p.child_id, p.service, p.unit_price nulls last
