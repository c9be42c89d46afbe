-- The requests that wait for an answer, the oldest first, for the form of the decision; `held`: the instalments of the
-- family that wait with it, in euros. Example: (3, 'F00012', 'Klein Noé', 2024-02-10, 'asked', 180.00).
-- grain: one row a request
with held as (
    select family_id, sum(unpaid)::decimal(18, 2) as held
    from instalment_states
    where state in ('approved', 'announced')
    group by family_id
)
select
    r.request_id, r.family_id, f.payer_name, r.opened_at::date as asked_on, r.state, r.kind,
    coalesce(h.held, 0)::decimal(18, 2) as held
from request_states r
left join families f using (family_id)
left join held h using (family_id)
where r.is_open
order by r.opened_at, r.request_id
