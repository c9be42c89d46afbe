-- Keeps letters. Parameters: $kind; $families, $files, $hashes, $counts, $amounts (lists of the same length), $on, $now,
-- $actor. Ids go on from the highest.
-- changes: letters
insert into letters by name
select
    (select coalesce(max(letter_id), 0) from letters) + row_number() over () as letter_id, family_id, $kind as kind,
    $on as sent_on, file, sha256, instalments, amount, $now as recorded_at, $actor as actor
from (
    select
        unnest($families::varchar[]) as family_id, unnest($files::varchar[]) as file,
        unnest($hashes::varchar[]) as sha256, unnest($counts::integer[]) as instalments,
        unnest($amounts::decimal(18, 2)[]) as amount
)
