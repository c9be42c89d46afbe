-- The cells: usage and billing side by side, with the gap and its status (R6, R7, R8).
-- needs: attended_months, billed, expected, merged_services
-- makes: found_cells
-- grain: one row a cell: family, child, service and month
-- Statuses, first that holds: unknown, unpriced, matched, unbilled, not_used, underbilled, overbilled. A merged cell
-- ('' as child_id) adds its children's usage, computed child by child.
-- A cell's number in the steps that follow is its rowid here.
-- Example: expected 51.35, billed 51.36 is `overbilled` with a gap of -0.01.
create or replace temp table found_cells as
with used as (
    select
        e.family_id, case when m.family_id is null then e.child_id else '' end as child_id, e.service, e.month,
        sum(e.used_quantity)::decimal(18, 2) as used_quantity, sum(e.expected)::decimal(18, 2) as expected,
        sum(e.unpriced_quantity)::decimal(18, 2) as unpriced_quantity
    from expected e
    left join merged_services m on e.family_id = m.family_id and e.service = m.service and e.month = m.month
    group by 1, 2, 3, 4
),
sides as (
    select
        coalesce(u.family_id, b.family_id) as family_id, coalesce(u.child_id, b.child_id) as child_id,
        coalesce(u.service, b.service) as service, coalesce(u.month, b.month) as month,
        u.family_id is not null as is_used, b.family_id is not null as is_billed,
        coalesce(u.used_quantity, 0) as used_quantity, coalesce(u.expected, 0) as expected,
        coalesce(u.unpriced_quantity, 0) as unpriced_quantity,
        coalesce(b.billed_quantity, 0) as billed_quantity, coalesce(b.billed, 0) as billed
    from used u
    full join billed b
        on u.family_id = b.family_id and u.child_id = b.child_id and u.service = b.service and u.month = b.month
)
select
    s.* exclude (is_used, unpriced_quantity),
    (s.expected - s.billed)::decimal(18, 2) as gap,
    case
        when not s.is_used and a.service is null then 'unknown'
        when s.unpriced_quantity > 0 then 'unpriced'
        when s.expected = s.billed then 'matched'
        when not s.is_billed then 'unbilled'
        when not s.is_used then 'not_used'
        when s.billed < s.expected then 'underbilled'
        else 'overbilled'
    end as status
from sides s
left join (select service, strftime(month, '%Y-%m') as month from attended_months) a
    on s.service = a.service and s.month = a.month;
