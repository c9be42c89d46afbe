create or replace temp table stage_0 as
select
    coalesce(service_value, null) as service,
    coalesce(resident_value, null) as resident,
    coalesce(qf_min_value, 0) as qf_min,
    coalesce(qf_max_value, null) as qf_max,
    coalesce(valid_from_value, null) as valid_from,
    coalesce(valid_to_value, null) as valid_to,
    coalesce(price_value, null) as price,
    coalesce(rate_value, null) as rate,
    coalesce(floor_value, null) as floor,
    coalesce(ceiling_value, null) as ceiling,
    (case
        when service_text is null then 1 -- missing_value: service
        when valid_from_text is null then 2 -- missing_value: valid_from
        when price_text is null and rate_text is null then 3 -- missing_value: price
        when qf_min_value is null and qf_min_text is not null then 4 -- bad_number: qf_min
        when qf_max_value is null and qf_max_text is not null then 5 -- bad_number: qf_max
        when price_value is null and price_text is not null then 6 -- bad_number: price
        when rate_value is null and rate_text is not null then 7 -- bad_number: rate
        when floor_value is null and floor_text is not null then 8 -- bad_number: floor
        when ceiling_value is null and ceiling_text is not null then 9 -- bad_number: ceiling
        when valid_from_value is null and valid_from_text is not null then 10 -- bad_date: valid_from
        when valid_to_value is null and valid_to_text is not null then 11 -- bad_date: valid_to
        when resident_value is null and resident_text is not null then 12 -- bad_value: resident
        when fault is not null then 13 -- bad_value: what the reader refused
        else 0 end)::utinyint as problem,
    fault
from (
    select
        *,
        as_code(service_text) as service_value,
        as_bool(resident_text) as resident_value,
        as_amount(qf_min_text) as qf_min_value,
        as_amount(qf_max_text) as qf_max_value,
        as_date(valid_from_text) as valid_from_value,
        as_date(valid_to_text) as valid_to_value,
        as_price(price_text) as price_value,
        as_rate(rate_text) as rate_value,
        as_price(floor_text) as floor_value,
        as_price(ceiling_text) as ceiling_value
    from (
        select
            blank_off(c0) as service_text,
            blank_off(c1) as resident_text,
            blank_off(c2) as qf_min_text,
            blank_off(c3) as qf_max_text,
            blank_off(c4) as valid_from_text,
            blank_off(c5) as valid_to_text,
            blank_off(c6) as price_text,
            blank_off(c7) as rate_text,
            blank_off(c8) as floor_text,
            blank_off(c9) as ceiling_text,
            null::varchar as fault
        from read_csv('tariffs.csv')
    )
);

select 1 from stage_0 where service is null and valid_from is null limit 1;

create or replace temp view stage as select rowid as record, * from stage_0;

insert into faults (record, rank, column_name, message)
select record, $rank, $column, $message from (
select record from stage where problem = $problem
);

create or replace temp table suspects as
select
    record,
    min(content) over same_key <> max(content) over same_key as differ,
    min(record) over same_key as first
from (
    select record, service, resident, qf_min, valid_from, hash(service, resident, qf_min, qf_max, valid_from, valid_to, price, rate, floor, ceiling, problem, fault) as content
    from stage
    where service is not null and valid_from is not null and hash(service, resident, qf_min, valid_from) in (select hash(service, resident, qf_min, valid_from) from stage group by 1 having count(*) > 1)
)
window same_key as (partition by service, resident, qf_min, valid_from);

select 1 from tariffs limit 1;

insert into matches (record, same)
select s.record, $keeps or s.content = l.content
from (select record, service, resident, qf_min, valid_from, hash(service, resident, qf_min, qf_max, valid_from, valid_to, price, rate, floor, ceiling) as content from stage where record not in (select record from faults)) s
join (select service, resident, qf_min, valid_from, hash(service, resident, qf_min, qf_max, valid_from, valid_to, price, rate, floor, ceiling) as content from tariffs) l on s.service is not distinct from l.service and s.resident is not distinct from l.resident and s.qf_min is not distinct from l.qf_min and s.valid_from is not distinct from l.valid_from;

select record from stage s anti join services t on s.service = t.service where s.service is not null;

create or replace temp table candidates as
select record as rank, service, resident, qf_min, qf_max, valid_from, valid_to, price, rate, floor, ceiling from entering
union all
select -1 as rank, service, resident, qf_min, qf_max, valid_from, valid_to, price, rate, floor, ceiling
from tariffs l
anti join entering s on s.service is not distinct from l.service and s.resident is not distinct from l.resident and s.qf_min is not distinct from l.qf_min and s.valid_from is not distinct from l.valid_from
where l.service in (select service from entering);

create or replace temp view accepted as select * from stage where record not in (select record from problems) and record not in (select record from repeats);

insert into tariffs by name
select service, resident, qf_min, qf_max, valid_from, valid_to, price, rate, floor, ceiling, $import_id as import_id from accepted;

insert into past_tariffs by name
select l.*, $import_id as replaced_by
from tariffs l
semi join corrected c on l.service is not distinct from c.service and l.resident is not distinct from c.resident and l.qf_min is not distinct from c.qf_min and l.valid_from is not distinct from c.valid_from;

delete from tariffs l using corrected c where l.service is not distinct from c.service and l.resident is not distinct from c.resident and l.qf_min is not distinct from c.qf_min and l.valid_from is not distinct from c.valid_from;

create or replace temp view keyed as
select record, case when service is not null and valid_from is not null then concat_ws(chr(31), coalesce(service::varchar, ''), coalesce(resident::varchar, ''), coalesce(qf_min::varchar, ''), coalesce(valid_from::varchar, '')) end as key from stage;
