-- Keeps an import: when, by whom, through which mapping ('' for files in our own format).
-- changes: imports
-- Parameters: $import_id, $started_at, $finished_at, $actor, $source.
-- Example: (1, 2024-02-06 08:12:03, 2024-02-06 08:12:09, 'cli', '').
insert into imports by name
select
    $import_id as import_id, $started_at as started_at, $finished_at as finished_at, $actor as actor,
    $source as source
