-- The actors and the actions that the journal knows, for the filters. Example: ('action', 'import').
-- grain: one row an actor or action
select distinct 'actor' as kind, actor as code from journal
union
select distinct 'action', action from journal
order by kind, code
