-- Granted terms take back what was told on the old ones, unless a live file already has it: the family's approved
-- instalments wait for a new plan and a new letter (R12).
-- makes: freed
-- changes: instalment_changes, instalments
-- grain: one row an instalment taken back
-- Parameters: $family; $on; $now.
-- Example: announced on 2024-02-06, terms granted on 2024-02-20: approved, no announcement.
create or replace temp table freed as
select instalment_id, family_id, amount
from instalment_states
where family_id = $family and state in ('approved', 'announced');

update instalments set announced_on = null, released_on = $on
from freed
where instalments.instalment_id = freed.instalment_id;

insert into instalment_changes by name
select
    instalment_id, family_id, 'released' as change, amount as before, amount as after,
    $on as changed_on, $now as recorded_at
from freed
order by instalment_id;

select instalment_id from freed order by instalment_id;
