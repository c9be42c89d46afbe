-- What « Facturation par mois et par école » looks at: the cells of the latest run by month, service and school, and
-- the days on which attendance was expected. No family leaves this file, only how many they are.
-- Parameters: $service, $district, $school (NULL = all).
-- Example: two families of one school left unbilled for 60.00 and 40.00 give remaining 100.00, families 2.
create or replace temp table scope as
select
    c.month, c.service, c.school_id, sum(c.expected)::decimal(18, 2) as due,
    sum(c.billed)::decimal(18, 2) as billed,
    sum(if(c.status <> 'unknown', greatest(c.gap, 0), 0))::decimal(18, 2) as remaining,
    sum(if(c.status <> 'unknown', greatest(-c.gap, 0), 0))::decimal(18, 2) as over,
    sum(if(c.status = 'unknown', c.billed, 0))::decimal(18, 2) as unknown, count_if(c.status = 'unpriced') as unpriced,
    count(distinct c.family_id) filter (c.gap > 0 and c.status <> 'unknown') as families
from cells c
left join schools s on c.school_id = s.school_id
where ($service is null or c.service = $service) and ($district is null or s.district = $district)
    and ($school is null or c.school_id = $school)
group by c.month, c.service, c.school_id;

create or replace temp table scope_days as
select strftime(d.date, '%Y-%m') as month, d.service, d.school_id, d.date, d.received
from days d
left join schools s on d.school_id = s.school_id
where ($service is null or d.service = $service) and ($district is null or s.district = $district)
    and ($school is null or d.school_id = $school);
