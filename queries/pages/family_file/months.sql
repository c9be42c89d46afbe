-- « Mois par mois » : each month of the family with its status (R10) and the cause that weighs most.
-- needs: scope_causes, scope_months
-- grain: one row a month
-- In: $cause_order, the causes in the order of R9.
-- Example: ('2023-09', 265.41, 0.00, 265.41, 'unbilled', 'not_billed').
with weights as (
    select
        month, cause, abs(sum(amount)) as weight, -list_position($cause_order, cause) as turn
    from scope_causes
    group by month, cause
)
select
    m.month, m.expected as due, m.billed, m.gap, m.status,
    (select arg_max(w.cause, row(w.weight, w.turn)) from weights w where w.month = m.month and w.weight > 0) as cause
from scope_months m
order by m.month
