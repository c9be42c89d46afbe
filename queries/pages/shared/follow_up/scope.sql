-- What « Suivi de la facturation » looks at: what the latest run's cells add up to by month, service and school, under
-- its filters. No family, child or payer leaves this file: the department sees schools, services, months and amounts.
-- makes: scope, scope_days
-- grain of scope: one row a month, service and school
-- grain of scope_days: one row a month and service
-- Parameters: $first, $last (months, both included), $service and $district (NULL = all).
-- Example: months of two schools and one service give a row each a month: due 110.00, billed 52.00, remaining 60.00,
-- over 2.00, covered 50.00 (columns: schema/40_results.sql).
create or replace temp table scope as
select *
from school_months
where month between $first and $last
    and ($service is null or service = $service)
    and ($district is null or school_id in (select school_id from schools where district = $district));

create or replace temp table scope_days as
select
    month, service, sum(expected_days)::bigint as expected_days, sum(unknown_days)::bigint as unknown_days
from school_days
where month between $first and $last
    and ($service is null or service = $service)
    and ($district is null or school_id in (select school_id from schools where district = $district))
group by month, service;
