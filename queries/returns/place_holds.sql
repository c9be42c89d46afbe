-- The holds that the reasons of failed debits put, by the city's own table of codes (R13 `on_hold`).
-- needs: judged_answers
-- changes: holds
-- Only for a debit refused by itself: what refuses a whole file or block says nothing of an account.
-- One hold a subject is enough; a new one comes after the last was released.
-- Parameter: $now. Example: AC04 on a debit of mandate RTM00000012-1: a hold on that mandate.
insert into holds by name
with wished as (
    select
        coalesce(c.hold, case when c.code is null then o.hold end) as scope, j.reason, j.end_to_end_id, j.position,
        e.mandate_reference, e.family_id, e.message_id
    from judged_answers j
    join debit_entries e using (end_to_end_id)
    left join reason_codes c on j.reason = c.code
    left join reason_codes o on o.code = '*'
    where j.fate = 'matched' and j.level = 'debit'
),
named as (
    select
        *, case scope when 'mandate' then mandate_reference when 'family' then family_id else message_id end as subject
    from wished
    where scope is not null
    qualify row_number() over (partition by scope, subject order by position) = 1
)
select
    (select coalesce(max(hold_id), 0) from holds) + row_number() over (order by n.position) as hold_id, n.scope,
    n.subject, n.reason, n.end_to_end_id, $now as placed_at
from named n
anti join (select scope, subject from holds where released_at is null) h using (scope, subject);
