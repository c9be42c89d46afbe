-- Keeps a bank's file as read, with what became of its lines, in number and euros.
-- changes: return_files
-- Parameters: $sha256 of its bytes; $file, its name; $kind, reject, return or both; $read_at, $actor; the figures, as
-- `returns/answers_counted` gives them.
insert into return_files by name
select
    $sha256 as sha256, $file as file, $kind as kind, $read_at as read_at, $actor as actor, $read as read,
    $matched as matched, $unmatched as unmatched, $already as already, $accepted as accepted, $ignored as ignored,
    $amount as amount, $read_amount as read_amount, $matched_amount as matched_amount,
    $unmatched_amount as unmatched_amount, $already_amount as already_amount, $accepted_amount as accepted_amount,
    $ignored_amount as ignored_amount
