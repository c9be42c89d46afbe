-- Appends one row to the journal and notes it as the journal's end, inside the caller's transaction.
-- changes: journal, journal_end
-- Parameters: the row's eight columns: $seq, $done_at, $actor, $action, $subject, $details (JSON), $previous_hash, $hash.
-- Example: (4, 2024-02-06 08:12:03, 'cli', 'import', 'contrat', '{"files": […]}', '9f2c…', '41aa…').
insert into journal by name
select
    $seq as seq, $done_at as done_at, $actor as actor, $action as action, $subject as subject, $details as details,
    $previous_hash as previous_hash, $hash as hash;

update journal_end set seq = $seq, hash = $hash;
