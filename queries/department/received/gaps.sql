-- The runs of days for which a school sent nothing for a service, longest first: the list to ask the schools for.
-- Days expected one after the other belong to one run. Parameter: $rows, the most rows to give (NULL = all).
-- Example: ('École des Prés', 'Repas', 2023-11-07 to 2023-11-09, 3 days).
with numbered as (
    select *, row_number() over (partition by school_id, service order by date) as place from scope
),
missing as (
    select
        school_id, service, date,
        place - row_number() over (partition by school_id, service order by date) as streak
    from numbered
    where not received
)
select
    coalesce(k.name, m.school_id) as school, coalesce(s.label, m.service) as label, min(m.date) as since,
    max(m.date) as until, count(*) as days
from missing m
left join schools k on m.school_id = k.school_id
left join services s on m.service = s.service
group by m.school_id, m.service, m.streak, k.name, s.label
order by days desc, school, label, since
limit $rows
