-- What changed from one run to another, by cause, in euros; what could not be compared stands as `unknown`.
-- grain: one row a cause
-- Parameters: $before, $after; $cause_order, the causes in R9's order.
-- `cells` counts the cells whose component of that cause changed; the changes add up to the change of the gap.
-- Example: ('not_billed', 12, 1840.20, 1422.10, -418.10).
with components as (
    select run, family_id, child_id, service, month, cause, amount from run_causes
    union all
    select run, family_id, child_id, service, month, 'unknown', gap from run_cells where status = 'unknown'
),
old as (
    select c.* from components c join runs r on c.run = r.results_of where r.run = $before
),
new as (
    select c.* from components c join runs r on c.run = r.results_of where r.run = $after
),
sides as (
    select coalesce(new.cause, old.cause) as cause, coalesce(old.amount, 0) as before, coalesce(new.amount, 0) as after
    from old
    full join new
        on old.family_id = new.family_id and old.child_id = new.child_id and old.service = new.service
        and old.month = new.month and old.cause = new.cause
)
select
    cause, count(*) filter (before <> after) as cells, sum(before)::decimal(18, 2) as before,
    sum(after)::decimal(18, 2) as after, (sum(after) - sum(before))::decimal(18, 2) as change
from sides
group by cause
order by list_position($cause_order, cause) nulls last
