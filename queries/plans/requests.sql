-- The requests desk: every request, open ones first and the oldest of them on top (R12, Requests).
-- In: $today. `age` in days since it came; `held` the instalments whose debits wait for the answer, in euros.
-- Example: (3, 'F12', 'Alma Weber', 'asked', true, 'schedule', 2024-02-10, …, 6, …, age 12, held 180.00).
with held as (
    select family_id, sum(unpaid)::decimal(18, 2) as held
    from instalment_states
    where state in ('approved', 'announced')
    group by family_id
)
select
    r.request_id, r.family_id, f.payer_name, r.state, r.is_open, r.kind, r.opened_at::date as asked_on,
    r.changed_at::date as changed_on, r.actor, r.why, r.reference, r.strategy, r.first_due, r.max_instalments,
    r.min_instalment, r.cap, r.method, $today - r.opened_at::date as age,
    case when r.is_open then coalesce(h.held, 0) else 0 end::decimal(18, 2) as held
from request_states r
left join families f using (family_id)
left join held h using (family_id)
order by not r.is_open, r.opened_at, r.request_id
