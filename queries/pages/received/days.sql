-- The days for which a school sent nothing, by service: what a click on the map or the choice of a school lists.
-- needs: scope
-- grain: one row a service and day
-- Parameters: $school, $week (its Monday; NULL = every week). Never an amount or a count of meals: the day is unknown.
-- Example: ('Repas', 2023-11-07).
select coalesce(v.label, s.service) as label, s.date
from scope s
left join services v on s.service = v.service
where s.school_id = $school and ($week is null or s.week = $week) and not s.received
order by s.date, label
