-- « Par famille » : each family of the scope with something to handle, the largest gap first.
-- Amounts are those of the scope; `months_unbilled` lists the months of the run wholly unbilled (R10); `cause` is the
-- component that weighs most, in absolute value. Parameter: $rows, the most rows to give (NULL = all).
-- Example: ('F001', 'Lenoir Alma', '09/2023 11/2023', due 265.41, billed 0.00, gap 265.41, 'quantity').
with families_in as (
    select
        family_id, sum(expected)::decimal(18, 2) as due,
        sum(billed)::decimal(18, 2) as billed, sum(gap)::decimal(18, 2) as gap
    from scope
    group by family_id
    having bool_or(status <> 'matched')
),
weights as (
    select c.family_id, c.cause, abs(sum(c.amount)) as weight
    from causes c
    semi join scope s
        on c.family_id = s.family_id and c.child_id = s.child_id and c.service = s.service and c.month = s.month
    group by c.family_id, c.cause
),
main_causes as (
    select family_id, arg_max(cause, weight) as cause from weights where weight > 0 group by family_id
)
select
    f.family_id, p.payer_name,
    regexp_replace(t.months_unbilled, '(\d{4})-(\d\d)', '\2/\1', 'g') as months_unbilled,
    f.due, f.billed, f.gap, m.cause
from families_in f
left join families p on f.family_id = p.family_id
left join family_totals t on f.family_id = t.family_id
left join main_causes m on f.family_id = m.family_id
order by abs(f.gap) desc, f.family_id
limit $rows
