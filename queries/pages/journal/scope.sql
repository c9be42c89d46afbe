-- What « Actions » looks at: the rows of the journal under the page's filters.
-- makes: scope
-- grain: one row an action
-- Parameters (NULL = all): $actor, $action, and $text, looked for in the object and the details, whatever its case and
-- accents.
-- Example: $action 'import' keeps the imports.
create or replace temp table scope as
select seq, done_at, actor, action, subject, details
from journal
where ($actor is null or actor = $actor) and ($action is null or action = $action)
    and ($text is null or contains(strip_accents(lower(concat_ws(' ', subject, details))), strip_accents(lower($text))));
