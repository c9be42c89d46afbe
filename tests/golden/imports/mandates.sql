create or replace temp table stage_0 as
select
    coalesce(mandate_reference_value, null) as mandate_reference,
    coalesce(family_id_value, null) as family_id,
    coalesce(iban_value, null) as iban,
    coalesce(bic_value, null) as bic,
    coalesce(account_holder_value, null) as account_holder,
    coalesce(signed_on_value, null) as signed_on,
    coalesce(status_value, 'active') as status,
    coalesce(last_debited_on_value, null) as last_debited_on,
    coalesce(origin_value, 'kiosque') as origin,
    bic_text is not null and bic_value is null as bic_mended,
    (case
        when mandate_reference_text is null then 1 -- missing_value: mandate_reference
        when family_id_text is null then 2 -- missing_value: family_id
        when iban_text is null then 3 -- missing_value: iban
        when signed_on_text is null then 4 -- missing_value: signed_on
        when signed_on_value is null and signed_on_text is not null then 5 -- bad_date: signed_on
        when last_debited_on_value is null and last_debited_on_text is not null then 6 -- bad_date: last_debited_on
        when status_value is null and status_text is not null then 7 -- bad_value: status
        when origin_value is null and origin_text is not null then 8 -- bad_value: origin
        when fault is not null then 9 -- bad_value: what the reader refused
        else 0 end)::utinyint as problem,
    fault
from (
    select
        *,
        as_rum(mandate_reference_text) as mandate_reference_value,
        as_code(family_id_text) as family_id_value,
        as_iban(iban_text) as iban_value,
        case when list_contains(['AW', 'AF', 'AO', 'AI', 'AX', 'AL', 'AD', 'AE', 'AR', 'AM', 'AS', 'AQ', 'TF', 'AG', 'AU', 'AT', 'AZ', 'BI', 'BE', 'BJ', 'BQ', 'BF', 'BD', 'BG', 'BH', 'BS', 'BA', 'BL', 'BY', 'BZ', 'BM', 'BO', 'BR', 'BB', 'BN', 'BT', 'BV', 'BW', 'CF', 'CA', 'CC', 'CH', 'CL', 'CN', 'CI', 'CM', 'CD', 'CG', 'CK', 'CO', 'KM', 'CV', 'CR', 'CU', 'CW', 'CX', 'KY', 'CY', 'CZ', 'DE', 'DJ', 'DM', 'DK', 'DO', 'DZ', 'EC', 'EG', 'ER', 'EH', 'ES', 'EE', 'ET', 'FI', 'FJ', 'FK', 'FR', 'FO', 'FM', 'GA', 'GB', 'GE', 'GG', 'GH', 'GI', 'GN', 'GP', 'GM', 'GW', 'GQ', 'GR', 'GD', 'GL', 'GT', 'GF', 'GU', 'GY', 'HK', 'HM', 'HN', 'HR', 'HT', 'HU', 'ID', 'IM', 'IN', 'IO', 'IE', 'IR', 'IQ', 'IS', 'IL', 'IT', 'JM', 'JE', 'JO', 'JP', 'KZ', 'KE', 'KG', 'KH', 'KI', 'KN', 'KR', 'KW', 'LA', 'LB', 'LR', 'LY', 'LC', 'LI', 'LK', 'LS', 'LT', 'LU', 'LV', 'MO', 'MF', 'MA', 'MC', 'MD', 'MG', 'MV', 'MX', 'MH', 'MK', 'ML', 'MT', 'MM', 'ME', 'MN', 'MP', 'MZ', 'MR', 'MS', 'MQ', 'MU', 'MW', 'MY', 'YT', 'NA', 'NC', 'NE', 'NF', 'NG', 'NI', 'NU', 'NL', 'NO', 'NP', 'NR', 'NZ', 'OM', 'PK', 'PA', 'PN', 'PE', 'PH', 'PW', 'PG', 'PL', 'PR', 'KP', 'PT', 'PY', 'PS', 'PF', 'QA', 'RE', 'RO', 'RU', 'RW', 'SA', 'SD', 'SN', 'SG', 'GS', 'SH', 'SJ', 'SB', 'SL', 'SV', 'SM', 'SO', 'PM', 'RS', 'SS', 'ST', 'SR', 'SK', 'SI', 'SE', 'SZ', 'SX', 'SC', 'SY', 'TC', 'TD', 'TG', 'TH', 'TJ', 'TK', 'TM', 'TL', 'TO', 'TT', 'TN', 'TR', 'TV', 'TW', 'TZ', 'UG', 'UA', 'UM', 'UY', 'US', 'UZ', 'VA', 'VC', 'VE', 'VG', 'VI', 'VN', 'VU', 'WF', 'WS', 'YE', 'ZA', 'ZM', 'ZW', 'XK'], as_bic(bic_text)[5:6]) then as_bic(bic_text) end as bic_value,
        as_text(account_holder_text) as account_holder_value,
        as_date(signed_on_text) as signed_on_value,
        case when list_contains(['active', 'revoked', 'superseded'], lower(status_text)) then lower(status_text) end as status_value,
        as_date(last_debited_on_text) as last_debited_on_value,
        case when list_contains(['legacy', 'kiosque'], lower(origin_text)) then lower(origin_text) end as origin_value
    from (
        select
            blank_off(c0) as mandate_reference_text,
            blank_off(c1) as family_id_text,
            blank_off(c2) as iban_text,
            blank_off(c3) as bic_text,
            blank_off(c4) as account_holder_text,
            blank_off(c5) as signed_on_text,
            blank_off(c6) as status_text,
            blank_off(c7) as last_debited_on_text,
            blank_off(c8) as origin_text,
            null::varchar as fault
        from read_csv('mandates.csv')
    )
);

select 1 from stage_0 where mandate_reference is null and family_id is null and iban is null and signed_on is null limit 1;

create or replace temp view stage as select rowid as record, * from stage_0;

insert into faults (record, rank, column_name, message)
select record, $rank, $column, $message from (
select record from stage where problem = $problem
);

select coalesce(bool_and(coalesce(mandate_reference > before, before is null)), false)
from (select mandate_reference, lag(mandate_reference) over () as before from stage);

create or replace temp table suspects as
select
    record,
    min(content) over same_key <> max(content) over same_key as differ,
    min(record) over same_key as first
from (
    select record, mandate_reference, hash(mandate_reference, family_id, iban, bic, account_holder, signed_on, status, last_debited_on, origin, problem, fault) as content
    from stage
    where mandate_reference is not null and hash(mandate_reference) in (select hash(mandate_reference) from stage group by 1 having count(*) > 1)
)
window same_key as (partition by mandate_reference);

select 1 from mandates limit 1;

insert into matches (record, same)
select s.record, $keeps or s.content = l.content
from (select record, mandate_reference, hash(mandate_reference, family_id, iban, bic, account_holder, signed_on, status, last_debited_on, origin) as content from stage where record not in (select record from faults)) s
join (select mandate_reference, hash(mandate_reference, family_id, iban, bic, account_holder, signed_on, status, last_debited_on, origin) as content from mandates) l on s.mandate_reference = l.mandate_reference;

select record from stage s anti join families t on s.family_id = t.family_id where s.family_id is not null;

create or replace temp table candidates as
select record as rank, mandate_reference, family_id, iban, bic, account_holder, signed_on, status, last_debited_on, origin from entering
union all
select -1 as rank, mandate_reference, family_id, iban, bic, account_holder, signed_on, status, last_debited_on, origin
from mandates l
anti join entering s on s.mandate_reference is not distinct from l.mandate_reference
where l.mandate_reference in (select mandate_reference from entering);

create or replace temp view accepted as select * from stage where record not in (select record from problems) and record not in (select record from repeats);

insert into mandates by name
select mandate_reference, family_id, iban, bic, account_holder, signed_on, status, last_debited_on, origin, $import_id as import_id from accepted;

insert into past_mandates by name
select l.*, $import_id as replaced_by
from mandates l
semi join corrected c on l.mandate_reference is not distinct from c.mandate_reference;

delete from mandates l using corrected c where l.mandate_reference is not distinct from c.mandate_reference;

create or replace temp view keyed as
select record, case when mandate_reference is not null then concat_ws(chr(31), coalesce(mandate_reference::varchar, '')) end as key from stage;
