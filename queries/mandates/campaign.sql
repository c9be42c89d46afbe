-- Where each family that pays by direct debit stands with its mandate, each in one state:
--   to_send, sent, received, incomplete   a new one must be signed: how far its form has come
--   valid                                 its mandate can serve, or one is signed for later
--   held                                  debits wait for another reason: a death, a refusal, a mandate denied
-- A form that came back and cannot serve stays `incomplete` until the next one is printed; any other that no longer says
-- what must be signed counts as none.
-- needs: families_by_debit, mandate_choices, mandate_register, mandate_renewals
-- makes: campaign
-- grain: one row a family that pays by direct debit
-- Example: ('F1', 'Alma Weber', 'RTM00000001-1', 'sent', NULL, 'mandate_to_renew', 'ANC-2016-000001-1').
create or replace temp table campaign as
with signed as (
    -- of several signed on one day the lowest reference, as mandate_choices has it
    select
        family_id, first(mandate_reference order by signed_on desc, mandate_reference) as mandate_reference,
        max(signed_on) as signed_on
    from mandates
    where status = 'active'
    group by family_id
)
select
    a.family_id, f.payer_name,
    case
        when r.family_id is null then coalesce(c.mandate_reference, s.mandate_reference)
        when r.form is not null then r.form
        when g.status = 'incomplete' then g.mandate_reference
    end as mandate_reference,
    case
        when r.form is not null or (r.family_id is not null and g.status = 'incomplete') then g.status
        when r.family_id is not null then 'to_send'
        when c.reason is null and a.family_id not in (select family_id from held_families)
            and coalesce(c.signed_on, s.signed_on) is not null then 'valid'
        else 'held'
    end as state,
    case when r.family_id is null then coalesce(c.signed_on, s.signed_on) end as signed_on, r.reason, r.replaces
from families_by_debit a
join families f using (family_id)
left join mandate_choices c using (subject)
left join mandate_renewals r on a.family_id = r.family_id
left join mandate_register g on a.family_id = g.family_id
left join signed s on a.family_id = s.family_id
order by a.family_id;
