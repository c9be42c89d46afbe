-- « Par ligne » : each cell of the scope with something to handle, the largest gap first.
-- needs: scope
-- grain: one row a cell
-- A child of '' stands for a line that bills all the family's children. Parameter: $rows, the most rows (NULL = all).
-- Example: ('F001', 'Lenoir Alma', 'Zoé Lenoir', 'Repas standard', 2023-09-01, 12.00, 0.00, 69.60, 0.00, 69.60,
-- 'unbilled', 'not_billed').
select
    w.family_id, p.payer_name,
    if(w.child_id = '', 'tous les enfants', coalesce(k.first_name || ' ' || k.last_name, w.child_id)) as child,
    coalesce(s.label, w.service) as label, (w.month || '-01')::date as month_date, w.used_quantity, w.billed_quantity,
    w.expected as due, w.billed, w.gap, w.status, w.cause
from scope w
left join families p on w.family_id = p.family_id
left join children k on w.child_id = k.child_id
left join services s on w.service = s.service
where w.status <> 'matched'
order by abs(w.gap) desc, w.family_id, w.child_id, w.service, w.month
limit $rows
