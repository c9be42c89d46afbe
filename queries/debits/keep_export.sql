-- Keeps an export, not yet published: what was asked of it and the list of those left out; gives its number.
-- changes: debit_exports
-- grain: one row
-- Parameters: $made_at, $actor; $created_on, $due_from, $due_to, $allow_legacy, what was asked; $left_out_path, where
-- the list goes; $left_out, the list itself (CSV).
-- Example: (12).
insert into debit_exports by name
select
    (select coalesce(max(export_id), 0) + 1 from debit_exports) as export_id, $made_at as made_at, $actor as actor,
    $created_on as created_on, $due_from as due_from, $due_to as due_to, $allow_legacy as allow_legacy,
    $left_out_path as left_out_path, $left_out as left_out, false as published
returning export_id
