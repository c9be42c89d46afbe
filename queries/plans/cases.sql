-- Eight real families on which the page shows a policy, the same whatever the policy; euros.
-- needs: family_positions
-- grain: one row a kind of family
-- The largest sum, the median, the smallest; the lowest quotient; and the median of those with
-- three children or more, an open request, no active mandate though they pay by direct debit, something to credit.
-- A kind of family that the city does not have gives no row; one family may stand for two cases.
-- Example: ('lowest_quotient', 'F00031', 'Alma Weber', 212.40, 0.00).
with owing as (
    select family_id, to_collect, credit from family_positions where to_collect > 0
),
last_quotients as (
    select family_id, arg_max(quotient, valid_from) as quotient from quotients group by family_id
),
large as (
    select family_id from children group by family_id having count(*) >= 3
),
without_mandate as (
    select family_id
    from payment_methods
    anti join (select family_id from mandates where status = 'active') m using (family_id)
    where method = 'direct_debit'
),
grouped as (
    select 'median' as kind, * from owing
    union all
    select 'three_children', * from owing semi join large using (family_id)
    union all
    select 'request_open', * from owing semi join open_requests using (family_id)
    union all
    select 'no_mandate', * from owing semi join without_mandate using (family_id)
    union all
    select 'credit', * from owing where credit > 0
),
medians as (
    select kind, family_id, to_collect, credit
    from grouped
    qualify row_number() over (partition by kind order by to_collect, family_id)
        = (count(*) over (partition by kind) + 1) // 2
),
chosen as (
    (select 'largest' as kind, * from owing order by to_collect desc, family_id limit 1)
    union all
    (select 'smallest', * from owing order by to_collect, family_id limit 1)
    union all
    (select 'lowest_quotient', owing.*
        from owing join last_quotients q using (family_id) order by q.quotient, to_collect desc, family_id limit 1)
    union all
    select * from medians
)
select c.kind, c.family_id, f.payer_name, c.to_collect, c.credit::decimal(18, 2) as credit
from chosen c
left join families f using (family_id)
order by list_position(
    ['largest', 'median', 'smallest', 'lowest_quotient', 'three_children', 'request_open', 'no_mandate', 'credit'],
    c.kind)
