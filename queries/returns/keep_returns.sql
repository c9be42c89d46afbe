-- Keeps the failures of a message: those matched, and those that are none of ours, to be looked at.
-- needs: judged_answers
-- changes: returns, unmatched_returns
-- Parameters: $sha256 of the message; $kind.
insert into returns by name
select
    (select coalesce(max(return_id), 0) from returns) + row_number() over (order by position, end_to_end_id)
        as return_id,
    $sha256 as sha256, $kind as kind, level, end_to_end_id, reason, our_amount as amount, booked_on
from judged_answers
where fate = 'matched';

insert into unmatched_returns by name
select $sha256 as sha256, $kind as kind, level, subject, reason, amount, booked_on, why
from judged_answers
where fate = 'unmatched'
order by position, end_to_end_id;
