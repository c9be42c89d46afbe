-- The runs of days for which a school sent nothing for a service, longest first: the list to ask the schools for.
-- needs: scope
-- grain: one row a run of days of a school and service
-- Days expected one after the other belong to one run. Parameter: $rows, the most rows to give (NULL = all).
-- `file` is the attendance file of the last import that brought something for that school and service.
-- Example: ('École des Prés', 'Repas', 2023-11-07 to 2023-11-09, 3 days, 'presences.csv').
with numbered as (
    select *, row_number() over (partition by school_id, service order by date) as place from scope
),
missing as (
    select
        school_id, service, date,
        place - row_number() over (partition by school_id, service order by date) as streak
    from numbered
    where not received
),
latest as (
    select k.school_id, a.service, max(a.import_id) as import_id
    from attendance a
    join children k on a.child_id = k.child_id
    where k.school_id in (select school_id from missing)
    group by k.school_id, a.service
),
files as (
    select
        import_id,
        min(file) || case count(*) when 1 then '' when 2 then ' et 1 autre' else ' et ' || (count(*) - 1) || ' autres' end
            as file
    from import_files
    where table_name = 'attendance' and accepted > 0
    group by import_id
)
select
    coalesce(k.name, m.school_id) as school, coalesce(s.label, m.service) as label, min(m.date) as since,
    max(m.date) as until, count(*) as days, any_value(f.file) as file
from missing m
left join latest l on m.school_id = l.school_id and m.service = l.service
left join files f on l.import_id = f.import_id
left join schools k on m.school_id = k.school_id
left join services s on m.service = s.service
group by m.school_id, m.service, m.streak, k.name, s.label
order by days desc, school, label, since
limit $rows
