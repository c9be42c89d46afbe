-- The families that a letter is for, and why some get none (R12, R13 `not_notified`, command `notify`).
-- makes: notice_families
-- grain: one row a family with something to tell
-- A letter tells approved instalments that no letter told yet, or that announced ones were lowered since the last
-- letter. `left_out`: too_late, an instalment to tell is due before $on + the notice of its plan (plan it again first);
-- stopped, the bank says that the debtor died (MD07: no debit, no letter). NULL: the letter can be written.
-- `subject` and `on_date`, as the choice of mandates asks for them: the family, and the first date of the instalments
-- to tell, $on when there is none. Parameter: $on.
-- Example: on 2024-02-20 with 14 days of notice, an instalment due on 2024-03-04 is too late, one due on 03-05 is not.
create or replace temp table notice_families as
with waiting as (
    select
        family_id, min(due_on) as first_due, bool_or(due_on < $on::date + notice_days) as is_late
    from announceable
    group by family_id
),
last_letters as (
    select family_id, max(recorded_at) as recorded_at from letters where kind = 'notice' group by family_id
),
lowered as (
    select distinct c.family_id
    from instalment_changes c
    join instalments i using (instalment_id)
    left join last_letters l on c.family_id = l.family_id
    where c.change = 'lowered' and i.announced_on is not null
        and (l.recorded_at is null or c.recorded_at > l.recorded_at)
),
stopped as (
    select subject as family_id
    from holds
    where scope = 'family' and reason = 'MD07' and released_at is null
)
select
    coalesce(w.family_id, c.family_id) as family_id, coalesce(w.family_id, c.family_id) as subject,
    coalesce(w.first_due, $on::date) as on_date,
    case when s.family_id is not null then 'stopped' when w.is_late then 'too_late' end as left_out
from waiting w
full join lowered c on w.family_id = c.family_id
left join stopped s on coalesce(w.family_id, c.family_id) = s.family_id
order by 1;
