-- What « Demandes des familles » looks at: the requests under the page's filters, with what each family still owes.
-- makes: scope
-- grain: one row a request
-- Parameters: $states (list of states, empty = all), $family (a family number; NULL = all), $today. Euros.
-- `amount`: what the family's plan still asks (to collect less paid; NULL before any plan); `age` in days, while open.
-- Example: (3, 'F00012', 'Klein Noé', 2024-02-10, 'schedule', 180.00, 'asked', 12, …).
create or replace temp table scope as
select
    r.request_id, r.family_id, f.payer_name, r.opened_at::date as asked_on, r.kind, r.state, r.is_open,
    greatest(b.to_collect - b.paid, 0)::decimal(18, 2) as amount,
    case when r.is_open then $today::date - r.opened_at::date end as age, r.why, r.actor, r.reference,
    case when not r.is_open then coalesce(r.decided_on, r.changed_at::date) end as decided_on, r.strategy, r.first_due,
    r.max_instalments, r.min_instalment, r.cap, r.method
from request_states r
left join families f using (family_id)
left join plan_balances b using (family_id)
where (len($states::varchar[]) = 0 or list_contains($states::varchar[], r.state))
    and ($family is null or r.family_id = $family);
