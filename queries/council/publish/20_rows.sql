-- The council's figures, step 2 of 4: what each family has in each row of the three tables, in the open months.
-- needs: council_cells, council_months
-- makes: council_brackets, council_labels, council_quotients, council_rows, plain()
-- grain of council_brackets: one row a bracket of quotients
-- grain of council_quotients: one row a family and month with something left to bill
-- grain of council_labels: one row a kind and code
-- grain of council_rows: one row a kind, code, month and family
-- A family's quotient is the one in force on the last day of the month of use; none known counts in the highest bracket
-- (R3). The brackets are the bounds of the tariffs (2 to 12 of them), else steps of 500: both the same
-- whatever the period, so that a month's part of a row never depends on the period.
-- council_labels: kind, code, label, `place` = which row is hidden first beside a small one (the least used), again a
-- matter of the facts and not of the period.
-- council_rows: kind, code, month, family_id, amount (euros, never 0). Kinds: `service` and `quotient` (remaining),
-- `cause` (components of R9, with the over-billed amount as row `over`: together they add up to remaining), `moved`
-- (`wrong_family` and `wrong_month`, which always come to 0.00 in all and so neither tell nor hide anything).
-- Example: ('service', 'REPAS', '2023-11', 'F1', 120.00).
create or replace temp macro plain(bound) as
    replace(rtrim(rtrim(bound::decimal(18, 2)::varchar, '0'), '.'), '.', ',');

create or replace temp table council_brackets as
with voted as (
    select distinct coalesce(qf_min, 0) as low from tariffs
),
bounds as (
    select low from voted where (select count(*) from voted) between 2 and 12
    union all
    select unnest([0, 500, 1000, 1500, 2000]) where (select count(*) from voted) not between 2 and 12
)
select low, lead(low) over (order by low) as high, min(low) over () as lowest, max(low) over () as highest from bounds;

create or replace temp table council_quotients as
with wanted as (
    select distinct family_id, month from council_cells where remaining <> 0
),
known as (
    select w.family_id, w.month, arg_max(q.quotient, q.valid_from) as quotient
    from wanted w
    join quotients q on w.family_id = q.family_id
    where q.valid_from <= last_day((w.month || '-01')::date)
        and coalesce(q.valid_to, date '9999-12-31') > last_day((w.month || '-01')::date)
    group by w.family_id, w.month
)
select w.family_id, w.month, b.low::varchar as code
from wanted w
left join known k on w.family_id = k.family_id and w.month = k.month
join council_brackets b
    on coalesce(k.quotient, b.highest) >= if(b.low = b.lowest, -1, b.low)
    and coalesce(k.quotient, b.highest) < coalesce(b.high, 1000000000);

create or replace temp table council_labels as
with used as (
    select service, count(*) as uses from attendance group by service
),
services_met as (
    select c.service as code, coalesce(any_value(s.label), c.service) as label, coalesce(any_value(u.uses), 0) as uses
    from council_cells c
    left join services s on c.service = s.service
    left join used u on c.service = u.service
    group by c.service
),
families_of as (
    select
        b.low, any_value(b.high) as high, any_value(b.lowest) as lowest, any_value(b.highest) as highest,
        count(q.family_id) as uses
    from council_brackets b
    left join quotients q on q.quotient >= b.low and q.quotient < coalesce(b.high, 1000000000)
    group by b.low
)
select 'service' as kind, code, label, row_number() over (order by uses, code) as place from services_met
union all
select
    'quotient', low::varchar,
    case
        when high is null then plain(low) || ' et plus, ou quotient inconnu'
        when low = lowest then 'moins de ' || plain(high)
        else 'de ' || plain(low) || ' à moins de ' || plain(high)
    end,
    row_number() over (order by uses, low desc)
from families_of
union all
select kind, code, code, place
from (values
    ('moved', 'wrong_family', 1), ('moved', 'wrong_month', 2), ('cause', 'price', 1), ('cause', 'duplicate', 2),
    ('cause', 'not_used', 3), ('cause', 'quantity', 4), ('cause', 'not_billed', 5), ('cause', 'over', 6)
) as listed(kind, code, place);

create or replace temp table council_rows as
with shown as (
    select c.* from council_cells c join council_months m on c.month = m.month where m.state = 'open'
)
select 'service' as kind, service as code, month, family_id, sum(remaining)::decimal(18, 2) as amount
from shown
where remaining <> 0
group by service, month, family_id
union all
select 'quotient', any_value(q.code), c.month, c.family_id, sum(c.remaining)::decimal(18, 2)
from shown c
join council_quotients q on c.family_id = q.family_id and c.month = q.month
where c.remaining <> 0
group by c.month, c.family_id
union all
select if(c.cause in ('wrong_family', 'wrong_month'), 'moved', 'cause'), c.cause, c.month, c.family_id,
    sum(c.amount)::decimal(18, 2)
from causes c
join council_months m on c.month = m.month
where m.state = 'open' and c.amount <> 0
group by c.cause, c.month, c.family_id
union all
select 'cause', 'over', month, family_id, sum(over)::decimal(18, 2)
from shown
where over <> 0
group by month, family_id;
