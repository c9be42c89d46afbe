-- What « Suivi de la facturation » looks at: the cells of the latest run under its filters, added up by month, service
-- and school. No family, child or payer leaves this file: the department sees schools, services, months and amounts.
-- Parameters: $first, $last (months, both included), $service and $district (NULL = all).
-- `remaining` = positive gaps and `over` = negative ones of compared cells; `unknown` = billed without any attendance
-- to compare with (R8); `covered` = what was billed up to what was due (the coverage of `watch`).
-- Example: a cell due 100.00, billed 40.00 and one due 10.00, billed 12.00 give due 110.00, billed 52.00,
-- remaining 60.00, over 2.00, covered 50.00.
create or replace temp table scope as
select
    c.month, c.service, c.school_id,
    sum(c.expected)::decimal(18, 2) as due,
    sum(c.billed)::decimal(18, 2) as billed,
    sum(if(c.status <> 'unknown', greatest(c.gap, 0), 0))::decimal(18, 2) as remaining,
    sum(if(c.status <> 'unknown', greatest(-c.gap, 0), 0))::decimal(18, 2) as over,
    sum(if(c.status = 'unknown', c.billed, 0))::decimal(18, 2) as unknown,
    sum(greatest(least(c.billed, c.expected), 0))::decimal(18, 2) as covered,
    count_if(c.status = 'unpriced') as unpriced,
    bool_and(c.status = 'unknown') as all_unknown
from cells c
where c.month between $first and $last
    and ($service is null or c.service = $service)
    and ($district is null or c.school_id in (select school_id from schools where district = $district))
group by c.month, c.service, c.school_id;

create or replace temp table scope_days as
select
    strftime(date_trunc('month', d.date), '%Y-%m') as month, d.service, count(*) as expected_days,
    count_if(not d.received) as unknown_days
from days d
where d.date >= ($first || '-01')::date and d.date <= last_day(($last || '-01')::date)
    and ($service is null or d.service = $service)
    and ($district is null or d.school_id in (select school_id from schools where district = $district))
group by date_trunc('month', d.date), d.service;
