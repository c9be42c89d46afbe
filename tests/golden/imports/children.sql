create or replace temp table stage_0 as
select
    coalesce(child_id_value, null) as child_id,
    coalesce(family_id_value, null) as family_id,
    coalesce(first_name_value, null) as first_name,
    coalesce(last_name_value, null) as last_name,
    coalesce(birth_date_value, null) as birth_date,
    coalesce(school_id_value, null) as school_id,
    (case
        when child_id_text is null then 1 -- missing_value: child_id
        when family_id_text is null then 2 -- missing_value: family_id
        when first_name_text is null then 3 -- missing_value: first_name
        when last_name_text is null then 4 -- missing_value: last_name
        when birth_date_value is null and birth_date_text is not null then 5 -- bad_date: birth_date
        when fault is not null then 6 -- bad_value: what the reader refused
        else 0 end)::utinyint as problem,
    fault
from (
    select
        *,
        as_code(child_id_text) as child_id_value,
        as_code(family_id_text) as family_id_value,
        as_text(first_name_text) as first_name_value,
        as_text(last_name_text) as last_name_value,
        as_date(birth_date_text) as birth_date_value,
        as_code(school_id_text) as school_id_value
    from (
        select
            blank_off(c0) as child_id_text,
            blank_off(c1) as family_id_text,
            blank_off(c2) as first_name_text,
            blank_off(c3) as last_name_text,
            blank_off(c4) as birth_date_text,
            blank_off(c5) as school_id_text,
            null::varchar as fault
        from read_csv('children.csv')
    )
);

select 1 from stage_0 where child_id is null and family_id is null and first_name is null and last_name is null limit 1;

create or replace temp view stage as select rowid as record, * from stage_0;

insert into faults (record, rank, column_name, message)
select record, $rank, $column, $message from (
select record from stage where problem = $problem
);

select coalesce(bool_and(coalesce(child_id > before, before is null)), false)
from (select child_id, lag(child_id) over () as before from stage);

create or replace temp table suspects as
select
    record,
    min(content) over same_key <> max(content) over same_key as differ,
    min(record) over same_key as first
from (
    select record, child_id, hash(child_id, family_id, first_name, last_name, birth_date, school_id, problem, fault) as content
    from stage
    where child_id is not null and hash(child_id) in (select hash(child_id) from stage group by 1 having count(*) > 1)
)
window same_key as (partition by child_id);

select 1 from children limit 1;

insert into matches (record, same)
select s.record, $keeps or s.content = l.content
from (select record, child_id, hash(child_id, family_id, first_name, last_name, birth_date, school_id) as content from stage where record not in (select record from faults)) s
join (select child_id, hash(child_id, family_id, first_name, last_name, birth_date, school_id) as content from children) l on s.child_id = l.child_id;

select record from stage s anti join families t on s.family_id = t.family_id where s.family_id is not null;

create or replace temp table candidates as
select record as rank, child_id, family_id, first_name, last_name, birth_date, school_id from entering
union all
select -1 as rank, child_id, family_id, first_name, last_name, birth_date, school_id
from children l
anti join entering s on s.child_id is not distinct from l.child_id
where l.child_id in (select child_id from entering);

create or replace temp view accepted as select * from stage where record not in (select record from problems) and record not in (select record from repeats);

insert into children by name
select child_id, family_id, first_name, last_name, birth_date, school_id, $import_id as import_id from accepted;

insert into past_children by name
select l.*, $import_id as replaced_by
from children l
semi join corrected c on l.child_id is not distinct from c.child_id;

delete from children l using corrected c where l.child_id is not distinct from c.child_id;

create or replace temp view keyed as
select record, case when child_id is not null then concat_ws(chr(31), coalesce(child_id::varchar, '')) end as key from stage;
