-- What « Pointages reçus » looks at: the days on which attendance was expected, received or not.
-- makes: scope
-- grain: one row a school, service and day
-- Parameters: $service, $district (NULL = all). Example: (E2, REPAS, 2023-11-07, false).
create or replace temp table scope as
select d.school_id, d.service, d.date, d.received, date_trunc('week', d.date)::date as week
from days d
left join schools s on d.school_id = s.school_id
where ($service is null or d.service = $service) and ($district is null or s.district = $district);
