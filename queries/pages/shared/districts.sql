-- The districts of the schools that the latest run met.
-- grain: one row a district
-- Example: 'Neudorf'.
select distinct s.district as code
from schools s
semi join cells c on c.school_id = s.school_id
where s.district is not null
order by code
