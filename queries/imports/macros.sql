-- How a cell is read (rules.md, Reading): each macro takes the text of a cell and gives its value, or NULL when
-- the text is not one. An empty cell is NULL before it comes here.
-- makes: as_amount(), as_bool(), as_choice(), as_code(), as_country(), as_date(), as_day_or_month(), as_iban(),
--   as_moment(), as_month(), as_price(), as_quantity(), as_rate(), as_rum(), as_text(), blank_off(), french_to_iso(),
--   in_our_times(), plain_number()
-- Examples: as_amount('1 234,5') = 1234.50; as_date('31/12/2023') = 2023-12-31; as_amount('1.234,56') is NULL.

-- surrounding blanks off, empty is NULL, a neutralised cell ('=1+1 with an apostrophe before) is given back
create or replace temp macro blank_off(x) as nullif(case
    when ascii(x) <= 39 or ascii(x) > 127 or not (right(x, 1) between '!' and '~')
    then regexp_replace(trim(x, ' ' || chr(9) || chr(10) || chr(13) || chr(160) || chr(8201) || chr(8239) || chr(65279)), '^''([=+@-])', '\1') else x end, '');

create or replace temp macro as_text(x) as x;
create or replace temp macro as_code(x) as x;
create or replace temp macro as_choice(x) as x;
create or replace temp macro as_country(x) as x;
create or replace temp macro as_iban(x) as upper(replace(x, ' ', ''));
create or replace temp macro as_rum(x) as x;

-- digits with `,` or `.`, plain, no-break or thin spaces between thousands, and no more decimals than allowed
create or replace temp macro plain_number(x, decimals) as case
    when regexp_full_match(x, '[+-]?(\d+|\d{1,3}([ \x{00a0}\x{2009}\x{202f}]\d{3})+)([.,]\d{1,' || decimals || '})?')
    then replace(regexp_replace(x, '[ \x{00a0}\x{2009}\x{202f}]', '', 'g'), ',', '.') end;
create or replace temp macro as_amount(x) as case
    when length(x) = 1 then try_cast(try_cast(x as utinyint) as decimal(18, 2))
    else try_cast(plain_number(x, 2) as decimal(18, 2)) end;
-- a price or a quantity of a million, a factor of a hundred are slips of the pen, and their products would overflow
create or replace temp macro as_quantity(x) as case
    when length(x) = 1 then try_cast(try_cast(x as utinyint) as decimal(18, 2))
    else try_cast(plain_number(x, 2) as decimal(8, 2))::decimal(18, 2) end;
create or replace temp macro as_price(x) as try_cast(plain_number(x, 4) as decimal(10, 4))::decimal(18, 4);
create or replace temp macro as_rate(x) as try_cast(plain_number(x, 8) as decimal(10, 8))::decimal(18, 8);

-- a year before 1000 is a slip of the pen
create or replace temp macro in_our_times(d) as case when d >= date '1000-01-01' then d end;
create or replace temp macro french_to_iso(x) as case
    when x[3] = '/' and x[6] = '/' and try_cast(x[7:10] as usmallint) is not null
    then x[7:10] || '-' || x[4:5] || '-' || x[1:2] || x[11:] end;
create or replace temp macro as_date(x) as in_our_times(case
    when strlen(x) = 10 and x like '____-__-__' then try_cast(x as date)
    when strlen(x) = 10 then try_cast(french_to_iso(x) as date) end);
create or replace temp macro as_month(x) as case
    when strlen(x) = 7 and x like '____-__' and in_our_times(try_cast(x || '-01' as date)) is not null then x end;
create or replace temp macro as_day_or_month(x) as case
    when strlen(x) = 7 and x like '____-__' then in_our_times(try_cast(x || '-01' as date)) else as_date(x) end;
create or replace temp macro as_moment(x) as coalesce(as_date(x)::timestamp, case
    when regexp_full_match(x, '\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d(\.\d+)?)?') then try_cast(replace(x, 'T', ' ') as timestamp)
    when regexp_full_match(x, '\d\d/\d\d/\d{4} \d\d:\d\d(:\d\d)?') then try_cast(french_to_iso(x) as timestamp) end);
create or replace temp macro as_bool(x) as case
    when lower(x) in ('true', 'vrai', 'oui', '1') then true when lower(x) in ('false', 'faux', 'non', '0') then false end;
