-- Where paid, exported and announced instalments exceed what is to collect, announced ones not yet exported are lowered
-- from the last one back, and what nobody announced is closed; at once, without approval (R12, rest < 0).
-- needs: kept_parts
-- makes: lowered
-- changes: instalment_changes, instalments
-- grain: one row an instalment lowered or closed
-- Parameters: $on, $now; $families and $surplus, what each has too much, in cents (0: only closes).
-- A lowered instalment keeps its date and its notice; one lowered to 0 is cancelled.
-- Example: 60.00 announced for March, April and May, 100.00 too much: May 0.00, April 20.00, March 60.00.
create or replace temp table lowered as
with listed as (
    select unnest($families::varchar[]) as family_id, unnest($surplus::bigint[]) as surplus
),
queued as (
    select
        k.instalment_id, k.family_id, k.amount, k.open_part, k.kept_part, k.in_live_file,
        (l.surplus::decimal(18, 2) * 0.01)::decimal(18, 2) as surplus,
        coalesce(sum(case when not k.in_live_file then k.kept_part end) over later_ones, 0)::decimal(18, 2) as before
    from kept_parts k
    join listed l using (family_id)
    window later_ones as (
        partition by k.family_id order by k.due_on desc, k.number desc, k.instalment_id desc
        rows between unbounded preceding and 1 preceding)
),
taken as (
    select
        *, (case when in_live_file then 0 else greatest(0, least(kept_part, surplus - before)) end)::decimal(18, 2)
            as taken
    from queued
)
select
    instalment_id, family_id, amount as before, (amount - taken - open_part)::decimal(18, 2) as after,
    kept_part = 0 and open_part <> 0 as is_closed
from taken
where taken > 0 or open_part <> 0;

update instalments
set amount = l.after, closed_on = case when l.is_closed then $on::date else closed_on end
from lowered l
where instalments.instalment_id = l.instalment_id;

insert into instalment_changes by name
select
    instalment_id, family_id, case when is_closed then 'closed' else 'lowered' end as change, before, after,
    $on as changed_on, $now as recorded_at
from lowered
order by instalment_id;
