-- The family's cells of one month, with their gaps and causes in words of the rule (R8, R9). Parameter: $month.
-- needs: scope
-- grain: one row a cell
-- Example: ('Zoé Weber', 'Repas standard', 15, 0, 87.00, 0.00, 87.00, 'unbilled', 'not_billed').
select
    coalesce(nullif(trim(concat_ws(' ', k.first_name, k.last_name)), ''), 'tous les enfants') as child,
    coalesce(s.label, c.service) as label, c.used_quantity, c.billed_quantity, c.expected as due, c.billed, c.gap,
    c.status, c.cause
from scope c
left join children k on c.child_id = k.child_id
left join services s on c.service = s.service
where c.month = $month
order by abs(c.gap) desc, label, child
