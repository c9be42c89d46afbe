-- Keeps the lines of a message that need a person, each under its number, open. Parameter: $sha256 of the file.
-- needs: judged_answers
-- changes: unmatched_returns
-- An amount in another currency is left out: nobody can compare it.
insert into unmatched_returns by name
select
    (select coalesce(max(line), 0) from unmatched_returns) + row_number() over (order by position, end_to_end_id)
        as line,
    $sha256 as sha256, position, kind, level, coalesce(case when level <> 'debit' then end_to_end_id end, subject) as subject,
    outcome in ('credit', 'credit_back') as is_credit, reason,
    case when currency = 'EUR' then coalesce(case when level <> 'debit' then our_amount end, amount, total) end as amount,
    case when currency = 'EUR' then charges end as charges, booked_on, why
from judged_answers
where fate = 'unmatched'
