-- The catch-up in euros, of the city or of one family, as its plans stand now (R11, R12, the money strip).
-- grain: one row, or none while no plan was ever proposed
-- Parameters: $family (NULL: the whole city), $run, the latest run of the whole period. `scheduled` = paid + in_file + planned + to_replan - excess. `difference` adds
-- up what each family's plan is off by, so that two faults never hide each other: 0, or nothing may be exported.
-- `run` is the one that the latest planning was made from;
-- `moved` counts the families for which $run found something else to collect.
-- Example: 180.00 claimed, 0 waived = 60.00 paid + 60.00 in a file + 60.00 planned; difference 0.00.
with latest as (
    select threshold, run from plannings order by planning_id desc limit 1
),
planned_claims as (
    select family_id, month, to_collect, to_credit, to_review
    from run_claims
    where run = (select results_of from runs join latest using (run))
),
new_claims as (
    select family_id, month, to_collect, to_credit, to_review
    from run_claims
    where run = (select results_of from runs where run = $run)
),
changed as (
    (from planned_claims except from new_claims) union all (from new_claims except from planned_claims)
),
mine as (
    select *, paid + in_file + planned + to_replan - excess as scheduled
    from plan_balances
    where $family is null or family_id = $family
)
select
    count(*) as families, coalesce(sum(claimed), 0)::decimal(18, 2) as claimed,
    coalesce(sum(waived), 0)::decimal(18, 2) as waived, coalesce(sum(netted), 0)::decimal(18, 2) as netted,
    coalesce(sum(to_collect), 0)::decimal(18, 2) as to_collect,
    coalesce(sum(scheduled), 0)::decimal(18, 2) as scheduled, coalesce(sum(paid), 0)::decimal(18, 2) as paid,
    coalesce(sum(in_file), 0)::decimal(18, 2) as in_file, coalesce(sum(planned), 0)::decimal(18, 2) as planned,
    coalesce(sum(to_replan), 0)::decimal(18, 2) as to_replan,
    coalesce(sum(carried_over), 0)::decimal(18, 2) as carried_over,
    coalesce(sum(over_cap), 0)::decimal(18, 2) as over_cap, coalesce(sum(excess), 0)::decimal(18, 2) as excess,
    coalesce(sum(credit), 0)::decimal(18, 2) as credit, coalesce(sum(to_review), 0)::decimal(18, 2) as to_review,
    coalesce(sum(
        abs(to_collect - scheduled - carried_over - over_cap) + abs(claimed - waived - netted - to_collect)
    ), 0)::decimal(18, 2) as difference,
    (select count(distinct family_id) from changed where $family is null or family_id = $family) as moved,
    (select threshold from latest) as threshold, (select run from latest) as run
from mine
having (select run from latest) is not null
