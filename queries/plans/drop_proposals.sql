-- A plan not yet approved is replaced: nothing of it stays but the ids it used (R12).
-- changes: instalments, plans, superseded
delete from superseded;
delete from instalments where plan_id in (select plan_id from plans where approved_on is null);
delete from plans where approved_on is null;
