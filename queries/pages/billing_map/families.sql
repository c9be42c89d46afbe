-- How many families have something left to bill in the school and month that the reader selected, each counted once.
-- grain: one row
-- Parameters: $place (the school), $month, $service (NULL = all). Example: 41 for École D in November 2023.
select count(distinct family_id) as families
from cells
where school_id = $place and month = $month and gap > 0 and status <> 'unknown'
    and ($service is null or service = $service)
