-- What an import brought that looks wrong and is counted all the same: one row a suspect (rules.md, Suspects).
-- makes: suspicions
-- grain: one row a suspect
-- Parameters: $import_id; $today.
-- same_day: a child with a service of unit act twice on a day (rows of factor 0 by R1's list left out); month_and_days: a
-- month's count beside days of it; future: attendance dated after today; moved: a child that changes family or school
-- while it has usage; inclusive_end: a period whose next starts the day after its end; same_person: two children of one
-- name and birth date in two families, two payers of one name and address.
-- Only suspects that a row of this import makes: an older one was listed by its own import.
-- Example: ('same_day', 'C1 MEAL 2023-09-04').
create or replace temp table suspicions as
with act_days as (
    select a.child_id, a.service, a.date
    from attendance a
    join services s using (service)
    where s.unit = 'act' and not a.monthly and a.quantity > 0 and a.status not in ('absent_excused', 'cancelled')
    group by a.child_id, a.service, a.date
    having count(*) > 1 and max(a.import_id) = $import_id
),
months_counted as (
    select child_id, service, date_trunc('month', date)::date as month
    from attendance
    where quantity > 0
    group by 1, 2, 3
    having bool_or(monthly) and not bool_and(monthly) and max(import_id) = $import_id
),
moved as (
    select k.child_id
    from children k
    join past_children p on k.child_id = p.child_id and p.replaced_by = $import_id
    where k.import_id = $import_id
        and (k.family_id <> p.family_id or k.school_id is distinct from p.school_id)
        and k.child_id in (select child_id from attendance)
),
periods as (
    select 'quotients' as place, family_id as who, '' as rest, valid_from, valid_to, import_id from quotients
    union all
    select 'residences', family_id, '', valid_from, valid_to, import_id from residences
    union all
    select 'payers', child_id, weeks, valid_from, valid_to, import_id from payers
    union all
    select 'tariffs', service, concat_ws(' ', resident, qf_min), valid_from, valid_to, import_id from tariffs
),
child_names as (
    select strip_accents(lower(concat_ws(' ', first_name, last_name, birth_date::varchar))) as name, *
    from children
    where birth_date is not null
),
payer_names as (
    select strip_accents(lower(concat_ws(' ', payer_name, address_line, postal_code, town))) as name, *
    from families
    where address_line is not null
)
select 'same_day' as kind, concat_ws(' ', child_id, service, date) as what from act_days
union all
select 'month_and_days', concat_ws(' ', child_id, service, strftime(month, '%Y-%m')) from months_counted
union all
select 'future', concat_ws(' ', attendance_id, date) from attendance where import_id = $import_id and date > $today
union all
select 'moved', child_id from moved
union all
select 'inclusive_end', concat_ws(' ', a.place, a.who, a.valid_to)
from periods a
join periods b on a.place = b.place and a.who = b.who and a.rest = b.rest and b.valid_from = a.valid_to + 1
where greatest(a.import_id, b.import_id) = $import_id
union all
select 'same_person', concat_ws(' ', a.child_id, b.child_id)
from child_names a
join child_names b on a.name = b.name and a.child_id < b.child_id and a.family_id <> b.family_id
where greatest(a.import_id, b.import_id) = $import_id
union all
select 'same_person', concat_ws(' ', a.family_id, b.family_id)
from payer_names a
join payer_names b on a.name = b.name and a.family_id < b.family_id
where greatest(a.import_id, b.import_id) = $import_id;
