-- How a cell is read (rules.md, Reading): each macro takes the text of a cell and gives its value, or NULL when
-- the text is not one. An empty cell is NULL before it comes here.
-- makes: as_amount(), as_bic(), as_bool(), as_choice(), as_code(), as_country(), as_date(), as_day_or_month(),
--   as_iban(), as_moment(), as_month(), as_postal_code(), as_price(), as_quantity(), as_rate(), as_rum(), as_text(),
--   blank_off(), compact(), french_to_iso(), in_our_times(), loose_date(), midnight_off(), plain_number(), with_zone()
-- Examples: as_amount('1 234,5') = 1234.50; as_date('31/12/2023') = 2023-12-31; as_amount('1.234,56') is NULL.

-- surrounding blanks off, empty is NULL, a neutralised cell ('=1+1 with an apostrophe before) is given back
create or replace temp macro blank_off(x) as nullif(case
    when ascii(x) <= 39 or ascii(x) > 127 or not (right(x, 1) between '!' and '~')
    then regexp_replace(trim(x, ' ' || chr(9) || chr(10) || chr(13) || chr(160) || chr(8201) || chr(8239) || chr(65279)), '^''([=+@-])', '\1') else x end, '');

create or replace temp macro as_text(x) as x;
create or replace temp macro as_code(x) as x;
create or replace temp macro as_choice(x) as x;
create or replace temp macro as_country(x) as x;
-- an account is kept compact: no blank of any kind, no dash, no word IBAN before it
create or replace temp macro compact(x) as upper(regexp_replace(x,
    '[\s\x{00a0}\x{1680}\x{2000}-\x{200f}\x{2028}-\x{202f}\x{205f}\x{2060}\x{3000}\x{feff}]', '', 'g'));
create or replace temp macro as_iban(x) as case
    when regexp_full_match(x, '[A-Z]{2}[0-9A-Z]*') and not starts_with(x, 'IBAN') then x
    else regexp_replace(regexp_replace(compact(x), '[\x{2010}-\x{2015}\x{2212}\x{ad}-]', '', 'g'), '^IBAN:?', '') end;
-- 8 or 11 letters and digits, the country at the fifth place is looked up by the caller
create or replace temp macro as_bic(x) as case
    when regexp_full_match(compact(x), '[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?') and compact(x) <> 'NOTPROVIDED'
    then compact(x) end;
create or replace temp macro as_postal_code(x) as x;
create or replace temp macro as_rum(x) as x;

-- digits with `,` or `.`, plain, no-break or thin spaces between thousands, a `€` behind, and no more decimals than
-- allowed, but for zeros; `25,000` where 2 are allowed may be twenty-five thousand, and is no number
create or replace temp macro plain_number(x, decimals) as case
    when regexp_full_match(x, '[+\x{2212}-]?(\d+|\d{1,3}([ \x{00a0}\x{2009}\x{202f}]\d{3})+)([.,]\d{1,' || decimals || '}0*)?([ \x{00a0}\x{2009}\x{202f}]*€)?')
        and not (decimals = 2 and regexp_matches(x, '^\D?[1-9]\d{0,2},\d{3}(\D|$)'))
    then translate(regexp_replace(x, '[ \x{00a0}\x{2009}\x{202f}€]', '', 'g'), ',−', '.-') end;
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
-- days and months of one digit, points between them, a midnight behind; a year always has four digits
create or replace temp macro midnight_off(x) as regexp_replace(x, '[ T]00:00(:00([.,]0+)?)?$', '');
create or replace temp macro loose_date(x) as case
    when regexp_full_match(x, '\d{4}-\d{1,2}-\d{1,2}') then try_cast(x as date)
    when regexp_full_match(x, '\d{1,2}/\d{1,2}/\d{4}|\d{1,2}\.\d{1,2}\.\d{4}')
    then try_cast(regexp_replace(x, '^(\d+).(\d+).(\d+)$', '\3-\2-\1') as date) end;
create or replace temp macro as_date(x) as in_our_times(case
    when strlen(x) = 10 and x like '____-__-__' then try_cast(x as date)
    when strlen(x) = 10 and x[3] = '/' then try_cast(french_to_iso(x) as date)
    else loose_date(midnight_off(x)) end);
create or replace temp macro as_month(x) as case
    when strlen(x) = 7 and x like '____-__' and in_our_times(try_cast(x || '-01' as date)) is not null then x end;
create or replace temp macro as_day_or_month(x) as case
    when strlen(x) = 7 and x like '____-__' then in_our_times(try_cast(x || '-01' as date)) else as_date(x) end;
-- a moment with a zone is kept as the clocks of France show it
create or replace temp macro with_zone(x) as regexp_replace(regexp_replace(regexp_replace(regexp_replace(
    translate(x, 'T,', ' .'), ' ?Z$', '+00'), ' ?([+-]\d\d)$', '\1:00'), ' ?([+-]\d\d):?(\d\d)$', '\1:\2'),
    '^(.{16})([+-])', '\1:00\2');
create or replace temp macro as_moment(x) as case
    when strlen(x) = 19 and x like '____-__-__T__:__:__' then try_cast(x as timestamp) else coalesce(case
    when regexp_full_match(x, '\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d([.,]\d+)?)?') then try_cast(translate(x, 'T,', ' .') as timestamp)
    when regexp_full_match(x, '\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d([.,]\d+)?)? ?(Z|[+-]\d\d(:?\d\d)?)')
    then timezone('Europe/Paris', try_cast(with_zone(x) as timestamptz))
    when regexp_full_match(x, '\d\d/\d\d/\d{4} \d\d:\d\d(:\d\d)?') then try_cast(french_to_iso(x) as timestamp) end,
    as_date(x)::timestamp) end;
create or replace temp macro as_bool(x) as case
    when lower(x) in ('true', 'vrai', 'oui', '1') then true when lower(x) in ('false', 'faux', 'non', '0') then false end;
