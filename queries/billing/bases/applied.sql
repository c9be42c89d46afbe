-- Which quotient, bracket and tariff version priced the family's usage, and from which day to which.
-- needs: exempt_usage, priced_usage
-- grain: one row a service, quotient, bracket, tariff version and price of the family
-- `price` is the tariff's, before the factor of a status; `is_exempt` says that an exemption made it 0.
-- Parameter: $family. The chain must have counted day by day.
-- Example: (Repas standard, 1200.00, 1000, 1300, 2023-09-01, 5.8000, false, 2023-09-04, 2024-01-26).
select
    coalesce(s.label, u.service) as service, u.quotient, u.qf_min, u.qf_max, u.tariff_valid_from, u.price,
    e.day is not null as is_exempt, min(u.day) as first_day, max(u.day) as last_day
from priced_usage u
left join exempt_usage e
    on u.family_id = e.family_id and u.child_id = e.child_id and u.service = e.service and u.day = e.day
left join services s on u.service = s.service
where u.family_id = $family
group by all
order by service, first_day, u.quotient, u.price
