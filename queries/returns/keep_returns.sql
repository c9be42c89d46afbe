-- Keeps the failures of a message that were matched. Parameter: $sha256 of the file.
-- needs: judged_answers
-- changes: returns
insert into returns by name
select
    (select coalesce(max(return_id), 0) from returns) + row_number() over (order by position, end_to_end_id)
        as return_id,
    $sha256 as sha256, kind, coalesce(whole, level) as level, end_to_end_id, reason, our_amount as amount, booked_on
from judged_answers
where fate = 'matched'
