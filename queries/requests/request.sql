-- A request as the letter that answers it tells it: its family, its state, its terms, when it was asked and decided.
-- grain: one row, or none for an unknown number
-- Parameter: $request_id.
-- Example: (F1, Alma Weber, …, granted, 2024-02-25, 2024-02-29, SGC-2024-17, capped, cap 60.00, …)
select
    f.family_id, f.payer_name, f.address_line, f.postal_code, f.town, f.country, r.state,
    r.opened_at::date as asked_on, coalesce(r.decided_on, r.changed_at::date) as decided_on, r.reference, r.strategy, r.first_due,
    r.max_instalments, r.min_instalment, r.cap, r.method
from request_states r
join families f using (family_id)
where r.request_id = $request_id
