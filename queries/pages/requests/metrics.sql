-- The figures of « Demandes des familles »: requests by state, and the debits that wait for an answer (R12, R13
-- `on_hold`): the unpaid instalments of the families with an open request, in no live file. Euros.
-- grain: one row
-- Example: (asked 4, sent_to_accountant 3, granted 12, refused 2, held 1820.00 of 6 families).
with held as (
    select coalesce(sum(i.unpaid), 0)::decimal(18, 2) as held, count(distinct i.family_id) as held_families
    from instalment_states i
    semi join open_requests using (family_id)
    semi join (select family_id from payment_methods where method = 'direct_debit') d using (family_id)
    where i.state in ('approved', 'announced')
)
select
    count(*) filter (state = 'asked') as asked, count(*) filter (state = 'sent_to_accountant') as sent_to_accountant,
    count(*) filter (state = 'granted') as granted, count(*) filter (state = 'refused') as refused,
    any_value(h.held) as held, any_value(h.held_families) as held_families
from held h
left join request_states on true
