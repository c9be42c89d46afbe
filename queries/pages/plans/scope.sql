-- What the list of « Plans de rattrapage » looks at: every instalment, and what is not scheduled, under the filters.
-- makes: scope
-- grain: one row an instalment, or a family's sum that is not scheduled
-- Parameters: $states (list of states, empty = all), $text (part of a payer's name, whatever its case and accents, or a
-- family number; NULL = all). Euros.
-- States of instalments: head of 60_plans.sql; `carried_over`, `credit` and `to_review` have number 0 and no date (R11).
-- `locked`: told to the family, handed to the bank or paid, so that no new plan moves it (R12).
-- Example: ('F00001', 'Weber Alma', 1, 2024-03-05, 60.00, paid 20.00, 'equal', 'announced', true).
create or replace temp table scope as
with listed as (
    select
        family_id, number, due_on, amount, paid, strategy, state, state in ('announced', 'exported', 'paid') as locked
    from instalment_states
    union all
    select family_id, 0, null, carried_over, null, strategy, 'carried_over', false
    from positions where carried_over > 0
    union all
    select family_id, 0, null, -(credit + excess), null, strategy, 'credit', false
    from positions where credit + excess > 0
    union all
    select family_id, 0, null, over_cap + to_review, null, strategy, 'to_review', false
    from positions where over_cap + to_review > 0
)
select
    l.family_id, f.payer_name, l.number, l.due_on, l.amount::decimal(18, 2) as amount, l.paid, l.strategy, l.state,
    l.locked
from listed l
left join families f using (family_id)
where (len($states::varchar[]) = 0 or list_contains($states::varchar[], l.state))
    and (
        $text is null or l.family_id = $text
        or contains(strip_accents(lower(f.payer_name)), strip_accents(lower($text))));
