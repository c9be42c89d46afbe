-- Each service and month of « Suivi de la facturation »: amounts, coverage and days without attendance.
-- needs: scope, scope_days
-- grain: one row a service and month
-- `share` = covered ÷ due (0 to 1, three decimals, half-up), NULL where nothing is due; `compared` is false where no
-- attendance came at all; `partly` is true where more than 10 % of the expected days are unknown.
-- Example: ('2023-11', 'Repas standard', due 1,000.00, billed 400.00, share 0.400, 3 unknown days of 14, partly true).
with amounts as (
    select
        month, service, sum(due)::decimal(18, 2) as due, sum(billed)::decimal(18, 2) as billed,
        sum(remaining)::decimal(18, 2) as remaining, sum(over)::decimal(18, 2) as over, sum(covered) as covered,
        not bool_and(all_unknown) as compared
    from scope
    group by month, service
)
select
    a.month, (a.month || '-01')::date as month_date, a.service, coalesce(s.label, a.service) as label, a.due, a.billed,
    a.remaining, a.over, a.compared,
    if(a.due > 0,
        (((a.covered * 100)::hugeint * 2000 + (a.due * 100)::hugeint) // greatest(2 * (a.due * 100)::hugeint, 1))
            ::decimal(18, 1) * 0.001, null)::decimal(18, 3) as share,
    coalesce(c.expected_days, 0) as expected_days, coalesce(c.unknown_days, 0) as unknown_days,
    coalesce(10 * c.unknown_days > c.expected_days, false) as partly
from amounts a
left join scope_days c on a.month = c.month and a.service = c.service
left join services s on a.service = s.service
order by label, a.service, a.month
