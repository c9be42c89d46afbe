-- Purpose: the families' quotients, with the last day included in Noethys and excluded here.
-- needs: quotients
-- grain: one row a period of a family
-- Rule: where two overlap, the one that starts first counts to its end, as in Noethys; notices.sql says how many were
--   shortened. An end beyond 2900 is no end.
-- Example: (1, 2011-01-01, 2013-12-31, 450) gives (1, 2011-01-01, 2014-01-01, 450.00).
with dated as (
    select *, try_cast(left(date_debut, 10) as date) as starts,
        case when try_cast(left(date_fin, 10) as date) < date '2900-01-01' 
            then try_cast(left(date_fin, 10) as date) + 1 end as ends
    from quotients
),

cleared as (
    select *, greatest(starts, max(ends) over (
        partition by IDfamille order by starts, try_cast(IDquotient as bigint)
        rows between unbounded preceding and 1 preceding)) as free_from
    from dated
)

select IDfamille as family_id,
    -- a period that ends before it starts is passed on as it is, to be rejected
    coalesce(if(starts >= ends, starts, free_from)::varchar, date_debut) as valid_from,
    coalesce(ends::varchar, if(try_cast(left(date_fin, 10) as date) is null, date_fin, null)) as valid_to,
    coalesce(try_cast(replace(quotient, ',', '.') as decimal(12, 2))::varchar, quotient) as quotient,
    _file, _line
from cleared
where free_from is null or ends is null or free_from < ends or starts >= ends
order by _line
