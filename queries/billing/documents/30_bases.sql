-- The bases de liquidation of each line: the quotient, bracket and tariff version that made the price (R14, R3, R4).
-- needs: claim_cells, claim_lines, flat_firsts, flat_ties, merged_services, priced_usage
-- makes: claim_bases, claim_reasons
-- grain of claim_reasons: one row a cell, unit price and what made it
-- grain of claim_bases: one row a cell and unit price of a line
-- Where several made the same price within the month they stand in the order of their first day, joined by a space,
-- `sans` for one that is empty. A line at a price that nobody used shows what the cell's usage was priced by.
-- Services by the month keep their first billable row (R5).
-- Example: a meal at 5.80 in September 2023: quotient 1200.00, qf_min 1031.00, qf_max 1541.00, 2023-09-01.
create or replace temp table claim_reasons as
with counted as (
    select u.family_id, u.child_id, u.service, u.month, u.day, u.unit_price, u.quotient, u.qf_min, u.qf_max,
        u.tariff_valid_from
    from priced_usage u
    anti join (from services where unit = 'month') s on u.service = s.service
    union all
    select f.family_id, f.child_id, f.service, f.month, f.day, f.unit_price, f.quotient, f.qf_min, f.qf_max,
        f.tariff_valid_from
    from flat_firsts f
    left join flat_ties t on f.child_id = t.child_id and f.service = t.service and f.first_date = t.first_date
    where t.status is null or t.status = f.status
),
in_cells as (
    select u.* exclude (month, child_id), strftime(u.month, '%Y-%m') as month,
        case when m.family_id is null then u.child_id else '' end as child_id
    from counted u
    left join merged_services m
        on u.family_id = m.family_id and u.service = m.service and strftime(u.month, '%Y-%m') = m.month
)
select c.cell, u.unit_price::decimal(18, 4) as unit_price, u.quotient, u.qf_min, u.qf_max, u.tariff_valid_from,
    min(u.day) as since
from in_cells u
join claim_cells c
    on u.family_id = c.family_id and u.child_id = c.child_id and u.service = c.service and u.month = c.month
group by all;

create or replace temp table claim_bases as
with asked as (select distinct cell, unit_price from claim_lines),
exact as (
    select cell, unit_price, quotient, qf_min, qf_max, tariff_valid_from, since
    from asked
    join claim_reasons using (cell, unit_price)
),
of_the_cell as (
    select a.cell, a.unit_price, r.quotient, r.qf_min, r.qf_max, r.tariff_valid_from, min(r.since) as since
    from asked a
    anti join exact e on a.cell = e.cell and a.unit_price = e.unit_price
    join claim_reasons r on a.cell = r.cell
    group by all
),
placed as (
    select
        *, case when count(*) over (partition by cell, unit_price) > 1 then 'sans' end as filler,
        row_number() over (
            partition by cell, unit_price order by since, tariff_valid_from, qf_min, qf_max, quotient) as place
    from (select * from exact union all select * from of_the_cell)
)
select
    cell, unit_price,
    string_agg(coalesce(columns('^(quotient|qf_min|qf_max|tariff_valid_from)$')::varchar, filler), ' ' order by place)
        as '\1'
from placed
group by cell, unit_price;
