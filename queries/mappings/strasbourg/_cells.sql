-- Purpose: the rows of both extracts, one under the other, with their numbers and months read.
-- needs: activites, cantine
-- makes: _cells
-- grain: one row a row of an extract
-- Rule: case, accents and repeated blanks vary from one extract to the next and are evened out; blanks inside a number
--   are thousands. Months come as Excel dates, `2023-09`, `01/09/2023`, `09/2023`, `sept-23` or Excel serials: any day
--   is its month. A number of a family or child that looks like none is left out, for a shifted row may put a label
--   there. The same row in two files of one name (an extract sent as CSV and as XLSX) is taken once; twice in one
--   file, twice.
-- Example: ('1 031,5', 'sept-23', '12') gives quotient 1031.50, month 2023-09-01, quantity 12.00.
with sent as (
    select 'CANT' as extract, "N° FAM" as family, "N° PER" as child, "QF" as quotient, "MOIS" as month,
        "NOMBRE" as quantity, "REPAS" as meal, null as activity, null as unit, _file, _line
    from cantine
    union all
    select 'ACT', "N° FAM", "N° PER", "QF", "MOIS", "NOMBRE", null, "Activite", "UNITE", _file, _line
    from activites
),

tidied as (
    select extract, _file, _line,
        case when regexp_full_match(family, '[A-Za-z]{0,3}\d{1,20}') then family end as family_id,
        case when regexp_full_match(child, '[A-Za-z]{0,3}\d{1,20}') then child end as child_number,
        replace(regexp_replace(quotient, '[\s\x{A0}\x{2009}\x{202F}]', '', 'g'), ',', '.') as quotient_text,
        replace(regexp_replace(quantity, '[\s\x{A0}\x{2009}\x{202F}]', '', 'g'), ',', '.') as quantity_text,
        lower(strip_accents(month)) as month_text,
        trim(regexp_replace(lower(strip_accents(meal)), '[\s\x{A0}]+', ' ', 'g')) as meal,
        trim(regexp_replace(activity, '[\s\x{A0}]+', ' ', 'g')) as activity_label,
        trim(unit) as unit_label
    from sent
),

named_months as (
    select *,
        regexp_extract(month_text, '^([a-z]+)\.?[-/ ]*(\d\d|\d{4})$', ['name', 'year']) as named,
        list_position(
            ['jan', 'fev', 'mar', 'avr', 'mai', 'juin', 'juil', 'aou', 'sep', 'oct', 'nov', 'dec'],
            left(named['name'], if(named['name'] like 'jui%', 4, 3))) as month_number
    from tidied
),

read as (
    select * exclude (named, month_number),
        date_trunc('month', case
            when month_number is not null
                then try_cast(right('20' || named['year'], 4) || '-' || month_number || '-01' as date)
            when regexp_full_match(month_text, '[34]\d{4}')
                then date '1899-12-30' + try_cast(month_text as integer)
            when regexp_matches(month_text, '(19|20)\d\d') then try_strptime(month_text, [
                '%Y-%m-%d', '%Y-%m-%d %H:%M:%S', '%d/%m/%Y', '%d-%m-%Y', '%Y-%m', '%m/%Y', '%m-%Y', '%Y/%m', '%Y%m'])
            end)::date as month_start,
        case when regexp_full_match(quotient_text, '\d{1,9}(\.\d{1,2}0*)?')
            then try_cast(quotient_text as decimal(12, 2)) end as quotient,
        case when regexp_full_match(quantity_text, '\d{1,9}(\.\d{1,2}0*)?')
            then try_cast(quantity_text as decimal(12, 2)) end as quantity
    from named_months
),

fingerprinted as (
    select *,
        hash(extract, family_id, child_number, meal, lower(activity_label), lower(unit_label),
            coalesce(month_start::varchar, month_text), coalesce(quotient::varchar, quotient_text),
            coalesce(quantity::varchar, quantity_text)) as content,
        row_number() over (partition by content, _file order by _line) as occurrence
    from read
)

select * exclude (content, occurrence)
from fingerprinted
qualify _file = min(_file) over (partition by content, occurrence)
