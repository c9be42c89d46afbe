-- What changed from one run to another, by cause, in euros; cells without a cause count as « aucune ».
-- Parameters: $before, $after. Example: ('quantity', 12, 1840.20, 1422.10, -418.10): 12 cells changed.
with old as (
    select c.* from run_cells c join runs r on c.run = r.results_of where r.run = $before
),
new as (
    select c.* from run_cells c join runs r on c.run = r.results_of where r.run = $after
),
sides as (
    select
        coalesce(new.cause, old.cause, 'none') as cause, coalesce(old.gap, 0) as before, coalesce(new.gap, 0) as after,
        old.gap is distinct from new.gap or old.status is distinct from new.status
            or old.expected is distinct from new.expected or old.billed is distinct from new.billed as changed
    from old
    full join new
        on old.family_id = new.family_id and old.child_id = new.child_id and old.service = new.service
        and old.month = new.month
)
select
    cause, count(*) filter (changed) as cells, sum(before)::decimal(18, 2) as before,
    sum(after)::decimal(18, 2) as after, (sum(after) - sum(before))::decimal(18, 2) as change
from sides
group by cause
order by list_position(['duplicate', 'wrong_family', 'wrong_month', 'quantity', 'price', 'none'], cause)
