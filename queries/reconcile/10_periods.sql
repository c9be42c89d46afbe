-- When each fact holds: every period with its real end (rules.md, Periods; used by R2, R3, R4).
-- makes: exemption_periods, payer_periods, quotient_periods, residence_periods, tariff_periods
-- grain of quotient_periods: one row a family and period
-- grain of residence_periods: one row a family and period
-- grain of payer_periods: one row a child, week parity and period
-- grain of exemption_periods: one row an exemption
-- grain of tariff_periods: one row a tariff
-- An empty valid_to is open until a later-starting period that it would overlap starts; an open `all` payer row ends
-- for both parities as soon as a row by weeks starts. `ends` is exclusive; 9999-12-31 means still open.
-- Example: quotient 800 from 2023-01-01 (open) and 950 from 2023-11-20 give [2023-01-01, 2023-11-20) and
-- [2023-11-20, 9999-12-31).
create or replace temp table quotient_periods as
select
    family_id, quotient, valid_from as starts,
    coalesce(valid_to, lead(valid_from) over (partition by family_id order by valid_from), date '9999-12-31') as ends
from quotients;

create or replace temp table residence_periods as
select
    family_id, resident, valid_from as starts,
    coalesce(valid_to, lead(valid_from) over (partition by family_id order by valid_from), date '9999-12-31') as ends
from residences;

-- parity: 0 for even ISO weeks, 1 for odd ones
create or replace temp table payer_periods as
with whole as (
    select
        *,
        min(valid_from) over (partition by child_id order by valid_from range between interval 1 day following
            and unbounded following)::date as next_of_child
    from payers
),
by_parity as (
    select child_id, family_id, parity, valid_from, valid_to, weeks, next_of_child
    from whole
    cross join (values (0), (1)) weeks_of (parity)
    where weeks = 'all' or (weeks = 'even' and parity = 0) or (weeks = 'odd' and parity = 1)
)
select
    child_id, family_id, parity, valid_from as starts,
    coalesce(
        valid_to,
        case when weeks = 'all' then next_of_child
            else lead(valid_from) over (partition by child_id, parity order by valid_from) end,
        date '9999-12-31') as ends
from by_parity;

create or replace temp table exemption_periods as
select
    family_id, child_id, service, valid_from as starts,
    coalesce(
        valid_to, lead(valid_from) over (partition by family_id, child_id, service order by valid_from),
        date '9999-12-31') as ends
from exemptions;

create or replace temp table tariff_periods as
select
    t.service, t.resident, t.qf_min, t.qf_max, t.price, t.rate, t.floor, t.ceiling, t.valid_from as starts,
    coalesce(t.valid_to, min(later.valid_from), date '9999-12-31') as ends
from tariffs t
left join tariffs later
    on t.service = later.service
    and t.resident is not distinct from later.resident
    and t.valid_from < later.valid_from
    and (t.qf_max is null or later.qf_min < t.qf_max)
    and (later.qf_max is null or t.qf_min < later.qf_max)
group by t.service, t.resident, t.qf_min, t.qf_max, t.price, t.rate, t.floor, t.ceiling, t.valid_from, t.valid_to;
