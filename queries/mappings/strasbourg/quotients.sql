-- Purpose: each family's quotient, month by month, as repeated on every row of the extracts.
-- needs: _counts
-- grain: one row a period of a family
-- Rule: one period a month. Where rows of one family and month disagree the lowest quotient counts, to the family's
--   benefit (a complement can be claimed later, a wrong debit hurts), and notices.sql says how many do.
--   No quotient at all: no row, so the highest bracket applies (R3).
-- Example: (100000, 410) on the rows of 2023-10 gives (100000, 2023-10-01, 2023-11-01, 410.00).
select family_id, month_start as valid_from, (month_start + interval 1 month)::date as valid_to,
    coalesce(min(quotient)::varchar, min(quotient_text)) as quotient,
    arg_min(_file, (_line, _file)) filter (quotient_text is not null) as _file,
    min(_line) filter (quotient_text is not null) as _line
from _counts
where family_id is not null and month_start is not null
group by family_id, month_start
having count(quotient_text) > 0
order by family_id, valid_from
