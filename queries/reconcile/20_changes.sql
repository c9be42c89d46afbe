-- Where a month cannot be priced as one: a payer, quotient, residence, exemption or tariff changes inside it.
-- needs: exemption_periods, payer_periods, quotient_periods, residence_periods, tariff_periods
-- makes: changed_months, changed_tariffs, family_children
-- grain of family_children: one row a family and child it may pay for
-- grain of changed_months: one row a child and month
-- grain of changed_tariffs: one row a service and month
-- Everywhere else all days of a month share one payer and one price, and are counted together: that is what makes a
-- city of two million rows quick. A child in alternate custody is always counted day by day.
-- Parameters: $first, the first day of the period, and $after, the day after its end.
-- Example: a quotient of 2023-11-20 puts (each child of the family, 2023-11-01) here; one of 2023-11-01 puts nothing.
create or replace temp table family_children as
select child_id, family_id from children
union
select child_id, family_id from payers;

create or replace temp table changed_months as
with turning_days as (
    select family_id, unnest([starts, ends]) as day from quotient_periods
    union all
    select family_id, unnest([starts, ends]) from residence_periods
    union all
    select family_id, unnest([starts, ends]) from exemption_periods
),
of_families as (
    select distinct family_id, date_trunc('month', day)::date as month
    from turning_days
    where day >= $first and day < $after and day(day) <> 1
),
of_payers as (select child_id, unnest([starts, ends]) as day from payer_periods)
select c.child_id, f.month from of_families f join family_children c on f.family_id = c.family_id
union
select child_id, date_trunc('month', day)::date
from of_payers
where day >= $first and day < $after and day(day) <> 1
union
select child_id, unnest(generate_series($first::date, $after::date - 1, interval 1 month))::date
from payers
where weeks <> 'all';

create or replace temp table changed_tariffs as
with turning_days as (select service, unnest([starts, ends]) as day from tariff_periods)
select distinct service, date_trunc('month', day)::date as month
from turning_days
where day >= $first and day < $after and day(day) <> 1;
