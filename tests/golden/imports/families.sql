create or replace temp table stage_0 as
select
    coalesce(family_id_value, null) as family_id,
    coalesce(payer_name_value, null) as payer_name,
    coalesce(email_value, null) as email,
    coalesce(phone_value, null) as phone,
    coalesce(address_line_value, null) as address_line,
    coalesce(postal_code_value, null) as postal_code,
    coalesce(town_value, null) as town,
    coalesce(country_value, 'FR') as country,
    coalesce(resident_value, true) as resident,
    coalesce(payment_method_value, 'online') as payment_method,
    coalesce(regexp_full_match(postal_code_text, '\d{4}') and coalesce(upper(country_text), 'FR') = 'FR', false) as postal_code_mended,
    (case
        when family_id_text is null then 1 -- missing_value: family_id
        when payer_name_text is null then 2 -- missing_value: payer_name
        when country_value is null and country_text is not null then 3 -- bad_value: country
        when resident_value is null and resident_text is not null then 4 -- bad_value: resident
        when payment_method_value is null and payment_method_text is not null then 5 -- bad_value: payment_method
        when fault is not null then 6 -- bad_value: what the reader refused
        else 0 end)::utinyint as problem,
    fault
from (
    select
        *,
        as_code(family_id_text) as family_id_value,
        as_text(payer_name_text) as payer_name_value,
        as_text(email_text) as email_value,
        as_text(phone_text) as phone_value,
        as_text(address_line_text) as address_line_value,
        case when regexp_full_match(postal_code_text, '\d{4}') and coalesce(upper(country_text), 'FR') = 'FR' then '0' || postal_code_text else postal_code_text end as postal_code_value,
        as_text(town_text) as town_value,
        case when list_contains(['AW', 'AF', 'AO', 'AI', 'AX', 'AL', 'AD', 'AE', 'AR', 'AM', 'AS', 'AQ', 'TF', 'AG', 'AU', 'AT', 'AZ', 'BI', 'BE', 'BJ', 'BQ', 'BF', 'BD', 'BG', 'BH', 'BS', 'BA', 'BL', 'BY', 'BZ', 'BM', 'BO', 'BR', 'BB', 'BN', 'BT', 'BV', 'BW', 'CF', 'CA', 'CC', 'CH', 'CL', 'CN', 'CI', 'CM', 'CD', 'CG', 'CK', 'CO', 'KM', 'CV', 'CR', 'CU', 'CW', 'CX', 'KY', 'CY', 'CZ', 'DE', 'DJ', 'DM', 'DK', 'DO', 'DZ', 'EC', 'EG', 'ER', 'EH', 'ES', 'EE', 'ET', 'FI', 'FJ', 'FK', 'FR', 'FO', 'FM', 'GA', 'GB', 'GE', 'GG', 'GH', 'GI', 'GN', 'GP', 'GM', 'GW', 'GQ', 'GR', 'GD', 'GL', 'GT', 'GF', 'GU', 'GY', 'HK', 'HM', 'HN', 'HR', 'HT', 'HU', 'ID', 'IM', 'IN', 'IO', 'IE', 'IR', 'IQ', 'IS', 'IL', 'IT', 'JM', 'JE', 'JO', 'JP', 'KZ', 'KE', 'KG', 'KH', 'KI', 'KN', 'KR', 'KW', 'LA', 'LB', 'LR', 'LY', 'LC', 'LI', 'LK', 'LS', 'LT', 'LU', 'LV', 'MO', 'MF', 'MA', 'MC', 'MD', 'MG', 'MV', 'MX', 'MH', 'MK', 'ML', 'MT', 'MM', 'ME', 'MN', 'MP', 'MZ', 'MR', 'MS', 'MQ', 'MU', 'MW', 'MY', 'YT', 'NA', 'NC', 'NE', 'NF', 'NG', 'NI', 'NU', 'NL', 'NO', 'NP', 'NR', 'NZ', 'OM', 'PK', 'PA', 'PN', 'PE', 'PH', 'PW', 'PG', 'PL', 'PR', 'KP', 'PT', 'PY', 'PS', 'PF', 'QA', 'RE', 'RO', 'RU', 'RW', 'SA', 'SD', 'SN', 'SG', 'GS', 'SH', 'SJ', 'SB', 'SL', 'SV', 'SM', 'SO', 'PM', 'RS', 'SS', 'ST', 'SR', 'SK', 'SI', 'SE', 'SZ', 'SX', 'SC', 'SY', 'TC', 'TD', 'TG', 'TH', 'TJ', 'TK', 'TM', 'TL', 'TO', 'TT', 'TN', 'TR', 'TV', 'TW', 'TZ', 'UG', 'UA', 'UM', 'UY', 'US', 'UZ', 'VA', 'VC', 'VE', 'VG', 'VI', 'VN', 'VU', 'WF', 'WS', 'YE', 'ZA', 'ZM', 'ZW'], upper(country_text)) then upper(country_text) end as country_value,
        as_bool(resident_text) as resident_value,
        case when list_contains(['direct_debit', 'online', 'cheque', 'cash', 'cesu', 'transfer'], lower(payment_method_text)) then lower(payment_method_text) end as payment_method_value
    from (
        select
            blank_off(c0) as family_id_text,
            blank_off(c1) as payer_name_text,
            blank_off(c2) as email_text,
            blank_off(c3) as phone_text,
            blank_off(c4) as address_line_text,
            blank_off(c5) as postal_code_text,
            blank_off(c6) as town_text,
            blank_off(c7) as country_text,
            blank_off(c8) as resident_text,
            blank_off(c9) as payment_method_text,
            null::varchar as fault
        from read_csv('families.csv')
    )
);

select 1 from stage_0 where family_id is null and payer_name is null limit 1;

create or replace temp view stage as select rowid as record, * from stage_0;

insert into faults (record, rank, column_name, message)
select record, $rank, $column, $message from (
select record from stage where problem = $problem
);

select coalesce(bool_and(coalesce(family_id > before, before is null)), false)
from (select family_id, lag(family_id) over () as before from stage);

create or replace temp table suspects as
select
    record,
    min(content) over same_key <> max(content) over same_key as differ,
    min(record) over same_key as first
from (
    select record, family_id, hash(family_id, payer_name, email, phone, address_line, postal_code, town, country, resident, payment_method, problem, fault) as content
    from stage
    where family_id is not null and hash(family_id) in (select hash(family_id) from stage group by 1 having count(*) > 1)
)
window same_key as (partition by family_id);

select 1 from families limit 1;

insert into matches (record, same)
select s.record, $keeps or s.content = l.content
from (select record, family_id, hash(family_id, payer_name, email, phone, address_line, postal_code, town, country, resident, payment_method) as content from stage where record not in (select record from faults)) s
join (select family_id, hash(family_id, payer_name, email, phone, address_line, postal_code, town, country, resident, payment_method) as content from families) l on s.family_id = l.family_id;

create or replace temp table candidates as
select record as rank, family_id, payer_name, email, phone, address_line, postal_code, town, country, resident, payment_method from entering
union all
select -1 as rank, family_id, payer_name, email, phone, address_line, postal_code, town, country, resident, payment_method
from families l
anti join entering s on s.family_id is not distinct from l.family_id
where l.family_id in (select family_id from entering);

create or replace temp view accepted as select * from stage where record not in (select record from problems) and record not in (select record from repeats);

insert into families by name
select family_id, payer_name, email, phone, address_line, postal_code, town, country, resident, payment_method, $import_id as import_id from accepted;

insert into past_families by name
select l.*, $import_id as replaced_by
from families l
semi join corrected c on l.family_id is not distinct from c.family_id;

delete from families l using corrected c where l.family_id is not distinct from c.family_id;

create or replace temp view keyed as
select record, case when family_id is not null then concat_ws(chr(31), coalesce(family_id::varchar, '')) end as key from stage;
