-- Each usage with the family that owes it and its effective unit price (R1 to R4).
-- needs: exemption_periods, payer_periods, quotient_periods, residence_periods, tariff_periods, usage
-- makes: exempt_usage, factors, owed_usage, priced_usage, prices, situations
-- grain of factors: one row a service and status met
-- grain of owed_usage: one row a billable usage
-- grain of situations: one row a family, service and day
-- grain of prices: one row a family, service and day that a tariff prices
-- grain of exempt_usage: one row a family, child, service and day exempted
-- grain of priced_usage: one row a billable usage
-- Steps: the factor of its status (the service's rule, else the rule for all, else R1's list, else unknown); the payer
-- of its day; the payer's quotient and residence that day; the tariff row; the exemption. A NULL unit_price is usage
-- that nothing prices (R6). Rows of factor 0 or quantity 0 are not billable and leave here.
-- Products are taken in 128 bits: two amounts of 18 digits overflow 64.
-- Example: factor 1.5 on a meal at 3.95 gives unit_price round(5.925, 2) = 5.93.
create or replace temp table factors as
with met as (select distinct service, status from usage)
select
    m.service, m.status,
    coalesce(own.factor, general.factor, case
        when m.status in ('present', 'absent_unexcused', 'unbooked') then 1
        when m.status in ('absent_excused', 'cancelled') then 0 end)::decimal(18, 8) as factor
from met m
left join status_rules own on m.service = own.service and m.status = own.status
left join (from status_rules where service is null) general on m.status = general.status;

create or replace temp table owed_usage as
select
    coalesce(p.family_id, c.family_id) as family_id,
    u.child_id, u.service, u.month, u.day, u.status, u.quantity, u.first_date, f.factor
from usage u
join factors f on u.service = f.service and u.status = f.status
join children c on u.child_id = c.child_id
left join payer_periods p
    on u.child_id = p.child_id and week(u.day) % 2 = p.parity and u.day >= p.starts and u.day < p.ends
where u.quantity > 0 and f.factor is distinct from 0;

-- what must be priced once: a family, a service and a day on which its quotient and residence are known
create or replace temp table situations as
with asked as (select distinct family_id, service, day from owed_usage)
select a.family_id, a.service, a.day, q.quotient, coalesce(r.resident, f.resident) as resident
from asked a
join families f on a.family_id = f.family_id
left join quotient_periods q on a.family_id = q.family_id and a.day >= q.starts and a.day < q.ends
left join residence_periods r on a.family_id = r.family_id and a.day >= r.starts and a.day < r.ends;

-- the tariff row: the exact residence wins; without a quotient, the highest bracket
create or replace temp table prices as
with fitting as (
    select
        s.family_id, s.service, s.day, s.quotient, t.qf_min, t.qf_max, t.starts, t.price, t.rate, t.floor, t.ceiling,
        row_number() over (
            partition by s.family_id, s.service, s.day
            order by t.resident is null, t.qf_max desc nulls first) as choice
    from situations s
    join tariff_periods t on s.service = t.service
    where s.day >= t.starts and s.day < t.ends
        and (t.resident is null or t.resident = s.resident)
        and (s.quotient is null or (t.qf_min <= s.quotient and (t.qf_max is null or s.quotient < t.qf_max)))
)
select
    family_id, service, day, quotient, qf_min, qf_max, starts as tariff_valid_from,
    case
        when price is not null then price
        when quotient is null then ceiling
        else least(greatest(round(rate::decimal(19, 8) * quotient, 2)::decimal(18, 4), floor), ceiling)
    end::decimal(18, 4) as price
from fitting
where choice = 1;

create or replace temp table exempt_usage as
select distinct u.family_id, u.child_id, u.service, u.day
from owed_usage u
join exemption_periods e on u.family_id = e.family_id
where u.day >= e.starts and u.day < e.ends
    and (e.child_id is null or e.child_id = u.child_id)
    and (e.service is null or e.service = u.service);

create or replace temp table priced_usage as
select
    u.family_id, u.child_id, u.service, u.month, u.day, u.status, u.quantity, u.first_date, u.factor,
    p.quotient, p.qf_min, p.qf_max, p.tariff_valid_from, p.price,
    case when e.day is not null then 0 else round(p.price::decimal(19, 4) * u.factor, 2) end::decimal(18, 2) as unit_price
from owed_usage u
left join prices p on u.family_id = p.family_id and u.service = p.service and u.day = p.day
left join exempt_usage e
    on u.family_id = e.family_id and u.child_id = e.child_id and u.service = e.service and u.day = e.day;
