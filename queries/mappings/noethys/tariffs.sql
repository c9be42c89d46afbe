-- Purpose: the price lines of the tariffs, as the brackets of our tariffs.
-- needs: _bands
-- grain: one row a service, bracket and period
-- Rule: Noethys's brackets include both ends (0-399, 400-599): a bracket ends where the next begins, and where there
--   is a gap, at the next whole number; the last has no end. Without brackets the first line counts (of each band).
--   Dates of a tariff include the last day. Methods without a price here give no row: their use is unpriced.
--   The charge names its tariff, and with it the category of families: `resident` stays empty.
-- Example: tariff 3, 400.0 to 599.0 at 12.0, followed by 600.0, gives (T3, 400.00, 600.00, 2010-01-01, 12.0000).
with lines as (
    select *,
        method like '%qf' as by_quotient,
        if(by_quotient, try_cast(qf_min as decimal(12, 2)), 0) as lower_end,
        if(by_quotient, try_cast(qf_max as decimal(12, 2)), null) as upper_end
    from _bands
    where priced and coalesce(price, rate) is not null
    qualify by_quotient or row_number() over (partition by service order by try_cast(num_ligne as integer)) = 1
),

ordered as (
    select *, lead(lower_end) over (partition by service order by lower_end) as next_end from lines
)

select service, lower_end as qf_min,
    case when next_end > upper_end + 1 then floor(upper_end)::decimal(12, 2) + 1 else next_end end as qf_max,
    coalesce(try_cast(date_debut as date), date '1900-01-01') as valid_from,
    case when try_cast(date_fin as date) < date '2900-01-01' then try_cast(date_fin as date) + 1 end as valid_to,
    if(rate is null, price, null) as price,
    rate,
    if(rate is null, null, floor) as floor,
    if(rate is null, null, ceiling) as ceiling
from ordered
order by service, valid_from, qf_min
