-- Keeps where each family stands after a planning, in place of the planning before.
-- needs: family_positions
-- changes: positions
-- Parameters: $planning_id; the outcomes, one list a column, in cents: $families, $carried_over, $over_cap,
-- $excess. Example: ('F1', …, to_collect 180.00, kept 60.00, carried_over 0.00, over_cap 0.00, excess 0.00, …).
delete from positions;
insert into positions by name
with outcomes as (
    select
        unnest($families::varchar[]) as family_id, unnest($carried_over::bigint[]) as carried_over,
        unnest($over_cap::bigint[]) as over_cap, unnest($excess::bigint[]) as excess
)
select
    family_id, $planning_id as planning_id, p.strategy, p.claimed, p.waived, p.netted, p.to_collect,
    (p.kept::decimal(18, 2) * 0.01)::decimal(18, 2) as kept,
    (o.carried_over::decimal(18, 2) * 0.01)::decimal(18, 2) as carried_over,
    (o.over_cap::decimal(18, 2) * 0.01)::decimal(18, 2) as over_cap,
    (o.excess::decimal(18, 2) * 0.01)::decimal(18, 2) as excess, p.credit, p.to_review
from family_positions p
join outcomes o using (family_id)
order by family_id;
