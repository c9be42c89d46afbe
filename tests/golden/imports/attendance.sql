create or replace temp table stage_0 as
select
    coalesce(attendance_id_value, null) as attendance_id,
    coalesce(child_id_value, null) as child_id,
    coalesce(service_value, null) as service,
    coalesce(date_value, null) as date,
    coalesce(quantity_value, 1) as quantity,
    coalesce(status_value, null) as status,
    coalesce(recorded_at_value, null) as recorded_at,
    coalesce(strlen(date_text) = 7, false) as monthly,
    (case
        when attendance_id_text is null then 1 -- missing_value: attendance_id
        when child_id_text is null then 2 -- missing_value: child_id
        when service_text is null then 3 -- missing_value: service
        when date_text is null then 4 -- missing_value: date
        when status_text is null then 5 -- missing_value: status
        when quantity_value is null and quantity_text is not null then 6 -- bad_number: quantity
        when date_value is null and date_text is not null then 7 -- bad_date: date
        when recorded_at_value is null and recorded_at_text is not null then 8 -- bad_date: recorded_at
        when fault is not null then 9 -- bad_value: what the reader refused
        else 0 end)::utinyint as problem,
    fault
from (
    select
        *,
        as_code(attendance_id_text) as attendance_id_value,
        as_code(child_id_text) as child_id_value,
        as_code(service_text) as service_value,
        as_day_or_month(date_text) as date_value,
        as_quantity(quantity_text) as quantity_value,
        as_code(status_text) as status_value,
        as_moment(recorded_at_text) as recorded_at_value
    from (
        select
            blank_off(c0) as attendance_id_text,
            blank_off(c1) as child_id_text,
            blank_off(c2) as service_text,
            blank_off(c3) as date_text,
            blank_off(c4) as quantity_text,
            blank_off(c5) as status_text,
            blank_off(c6) as recorded_at_text,
            null::varchar as fault
        from read_csv('attendance.csv')
    )
);

select 1 from stage_0 where attendance_id is null and child_id is null and service is null and date is null and status is null limit 1;

create or replace temp view stage as select rowid as record, * from stage_0;

insert into faults (record, rank, column_name, message)
select record, $rank, $column, $message from (
select record from stage where problem = $problem
);

select coalesce(bool_and(coalesce(attendance_id > before, before is null)), false)
from (select attendance_id, lag(attendance_id) over () as before from stage);

create or replace temp table suspects as
select
    record,
    min(content) over same_key <> max(content) over same_key as differ,
    min(record) over same_key as first
from (
    select record, attendance_id, hash(attendance_id, child_id, service, date, quantity, status, recorded_at, monthly, problem, fault) as content
    from stage
    where attendance_id is not null and hash(attendance_id) in (select hash(attendance_id) from stage group by 1 having count(*) > 1)
)
window same_key as (partition by attendance_id);

select 1 from attendance limit 1;

insert into matches (record, same)
select s.record, $keeps or s.content = l.content
from (select record, attendance_id, hash(attendance_id, child_id, service, date, quantity, status, recorded_at, monthly) as content from stage where record not in (select record from faults)) s
join (select attendance_id, hash(attendance_id, child_id, service, date, quantity, status, recorded_at, monthly) as content from attendance) l on s.attendance_id = l.attendance_id;

select record from stage s anti join children t on s.child_id = t.child_id where s.child_id is not null;

select record from stage s anti join services t on s.service = t.service where s.service is not null;

create or replace temp table candidates as
select record as rank, attendance_id, child_id, service, date, quantity, status, recorded_at, monthly from entering
union all
select -1 as rank, attendance_id, child_id, service, date, quantity, status, recorded_at, monthly
from attendance l
anti join entering s on s.attendance_id is not distinct from l.attendance_id
where l.attendance_id in (select attendance_id from entering);

create or replace temp view accepted as select * from stage where record not in (select record from problems) and record not in (select record from repeats);

select coalesce(bool_and(in_order), true)
from (select child_id >= lag(child_id) over () as in_order from stage);

insert into attendance by name
select attendance_id, child_id, service, date, quantity, status, recorded_at, monthly, $import_id as import_id from accepted
order by child_id, date;

insert into past_attendance by name
select l.*, $import_id as replaced_by
from attendance l
semi join corrected c on l.attendance_id is not distinct from c.attendance_id;

delete from attendance l using corrected c where l.attendance_id is not distinct from c.attendance_id;

create or replace temp view keyed as
select record, case when attendance_id is not null then concat_ws(chr(31), coalesce(attendance_id::varchar, '')) end as key from stage;
