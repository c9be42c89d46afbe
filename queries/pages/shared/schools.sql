-- The schools that the latest run met, by name.
-- grain: one row a school
-- Example: ('E014', 'École élémentaire des Tilleuls').
select s.school_id as code, s.name as label
from schools s
semi join cells c on c.school_id = s.school_id
order by label, code
