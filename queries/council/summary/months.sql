-- « Par mois d'usage » : what was due, billed and is left, month by month; NULL where `masked`.
-- needs: months
-- grain: one row a month
-- `billed` is what was billed rightly (`covered`) as soon as one month may not tell what was really billed.
-- Example: ('2023-09', due 106,697.44, billed 49,149.16, remaining 59,478.43, false).
select
    month, due, if(bool_and(billed is not null) filter (not masked) over (), billed, covered) as billed, remaining, masked
from months
order by month
