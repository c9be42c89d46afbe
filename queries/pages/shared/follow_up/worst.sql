-- « À regarder » : the five months × services × schools with the most left to bill.
-- needs: scope
-- grain: one row a month, service and school
-- A school of '' stands for lines that name no child of one school.
-- Example: ('2023-11', 'REPAS', 'Repas standard', 'E7', 'École du Héron', due 2,310.00, remaining 1,265.00).
select
    w.month, w.service, coalesce(s.label, w.service) as label, w.school_id,
    coalesce(k.name, nullif(w.school_id, ''), 'plusieurs écoles') as school, w.due, w.remaining
from scope w
left join services s on w.service = s.service
left join schools k on w.school_id = k.school_id
where w.remaining > 0
order by w.remaining desc, w.month, w.service, w.school_id
limit 5
