-- Records that families were told the dates and amounts of instalments (R12, R13 `not_notified`).
-- makes: told
-- changes: instalment_changes, instalments
-- grain: one row an instalment announced
-- Parameters: $ids; $on; $now. Only approved ones that no letter told yet; the notice of the others stays what it was.
create or replace temp table told as
select instalment_id, family_id, amount from announceable where instalment_id in (select unnest($ids::varchar[]));

update instalments set announced_on = $on from told where instalments.instalment_id = told.instalment_id;

insert into instalment_changes by name
select
    instalment_id, family_id, 'announced' as change, amount as before, amount as after,
    $on as changed_on, $now as recorded_at
from told
order by instalment_id;

select count(*) as announced from told;
