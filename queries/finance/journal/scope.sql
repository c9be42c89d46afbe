-- What « Actions » looks at: the rows of the journal under the page's filters. Parameters: $actor, $action (NULL = all).
-- Example: $action 'import' keeps the imports.
create or replace temp table scope as
select seq, done_at, actor, action, subject, details
from journal
where ($actor is null or actor = $actor) and ($action is null or action = $action);
