-- The months and totals of each family (R10, R11), the unknown months, and the cells as they are published.
-- A family-month is `billed` when all its gaps are 0 and nothing is unpriced or unknown, `unbilled` when there is usage
-- and no billed line of that month, else `partial`. A cell's school is its child's; a merged cell has its family's
-- school when all the family's children share one, else ''.
-- Example: canteen billed right and after-school never billed in October make the family's October `partial`.
create or replace temp table family_schools as
select
    family_id, '' as child_id,
    case when min(school_id) = max(school_id) then min(school_id) else '' end as school_id
from family_children
join children using (child_id, family_id)
group by family_id;

create or replace temp table published_cells as
select
    c.family_id, c.child_id, c.service, c.month, coalesce(k.school_id, f.school_id, '') as school_id,
    c.used_quantity, c.expected, c.billed_quantity, c.billed, c.gap, c.status, m.cause
from found_cells c
left join children k on c.child_id = k.child_id
left join family_schools f on c.family_id = f.family_id and c.child_id = f.child_id
left join main_causes m on c.rowid = m.cell;

create or replace temp table months_of_families as
select
    family_id, month, sum(expected)::decimal(18, 2) as expected, sum(billed)::decimal(18, 2) as billed,
    sum(gap)::decimal(18, 2) as gap,
    case
        when bool_and(gap = 0 and status not in ('unpriced', 'unknown')) then 'billed'
        when bool_or(used_quantity > 0) and not bool_or(is_billed) then 'unbilled'
        else 'partial'
    end as status
from found_cells
group by family_id, month;

create or replace temp table totals_of_families as
with months as (
    select
        family_id, string_agg(month, ' ' order by month) filter (status = 'unbilled') as months_unbilled,
        sum(expected)::decimal(18, 2) as expected, sum(billed)::decimal(18, 2) as billed,
        sum(gap)::decimal(18, 2) as gap
    from months_of_families
    group by family_id
),
owed as (
    select
        family_id, sum(to_collect)::decimal(18, 2) as to_collect, sum(to_credit)::decimal(18, 2) as to_credit,
        sum(to_review)::decimal(18, 2) as to_review
    from claims
    group by family_id
)
select
    coalesce(m.family_id, o.family_id) as family_id, coalesce(months_unbilled, '') as months_unbilled,
    coalesce(expected, 0) as expected, coalesce(billed, 0) as billed, coalesce(gap, 0) as gap,
    coalesce(to_collect, 0) as to_collect, coalesce(to_credit, 0) as to_credit, coalesce(to_review, 0) as to_review
from months m
full join owed o on m.family_id = o.family_id;

create or replace temp table months_unknown as
select service, month, sum(billed)::decimal(18, 2) as billed
from found_cells
where status = 'unknown'
group by service, month;
