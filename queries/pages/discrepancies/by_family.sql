-- « Par famille » : each family of the scope with something to handle, the largest gap first.
-- needs: scope
-- grain: one row a family
-- Amounts are those of the scope; `months_unbilled` lists the months of the run wholly unbilled (R10); `cause` is the
-- component that weighs most, in absolute value. In: $rows, the most rows to give (NULL = all);
-- $cause_order, the causes in the order of R9.
-- `plan`: where the family's catch-up stands, in the words of the page: what waits for a decision or a letter first, then
-- what goes on by itself, then what is over; without instalments, why its amount is not scheduled; NULL without a plan.
-- Example: ('F001', 'Lenoir Alma', '09/2023 11/2023', due 265.41, billed 0.00, gap 265.41, 'not_billed', 'Annoncé').
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
    -- on a tie the first one in the order of the causes (R9)
    select
        family_id,
        arg_max(cause, row(weight, -list_position($cause_order, cause))) as cause
    from weights
    where weight > 0
    group by family_id
),
instalments_of as (
    select family_id, list(distinct state) as states
    from instalment_states
    semi join families_in using (family_id)
    group by family_id
),
plans_of as (
    select
        coalesce(i.family_id, q.family_id) as family_id,
        case
            when list_contains(i.states, 'proposed') then 'Proposé'
            when q.over_cap > 0 then 'À décider'
            when list_contains(i.states, 'approved') then 'Approuvé'
            when list_contains(i.states, 'returned') then 'À replanifier'
            when list_contains(i.states, 'announced') then 'Annoncé'
            when list_contains(i.states, 'exported') then 'En banque'
            when q.to_review > 0 then 'À examiner'
            when q.carried_over > 0 then 'Reporté'
            when q.credit > 0 or q.excess > 0 then 'À créditer'
            when list_contains(i.states, 'paid') then 'Réglé'
        end as plan
    from instalments_of i
    full join positions q on i.family_id = q.family_id
)
select
    f.family_id, p.payer_name,
    nullif(regexp_replace(t.months_unbilled, '(\d{4})-(\d\d)', '\2/\1', 'g'), '') as months_unbilled,
    f.due, f.billed, f.gap, m.cause, n.plan
from families_in f
left join families p on f.family_id = p.family_id
left join family_totals t on f.family_id = t.family_id
left join main_causes m on f.family_id = m.family_id
left join plans_of n on f.family_id = n.family_id
order by abs(f.gap) desc, f.family_id
limit $rows
