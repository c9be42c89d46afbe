-- Keeps a bank message as read, with what it said in numbers.
-- changes: return_files
-- Parameters: $sha256 of its bytes; $file, its name; $kind, reject (pain.002) or return (camt.054); $read_at, $actor;
-- $matched, $unmatched, $already, $accepted, as `returns/answers_counted` counts them; $amount in euros.
insert into return_files by name
select
    $sha256 as sha256, $file as file, $kind as kind, $read_at as read_at, $actor as actor, $matched as matched,
    $unmatched as unmatched, $already as already, $accepted as accepted, $amount as amount
