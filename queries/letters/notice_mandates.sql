-- The mandate that a letter names for each family of `notice_families` paying by debit (sepa.md, sections 1 and 5).
-- needs: mandate_choices, notice_families
-- makes: notice_mandates
-- grain: one row a family that has a mandate or a form
-- `state`: valid; expiring, valid but not until the last open instalment, so that a form is sent; legacy, of the former
-- system, which may have to be signed again; to_sign, a form is out and not back.
-- `mandate_choices` must count mandates of the former system as usable. No row: no mandate and no form yet.
-- Example: F1's legacy mandate M1 and a form RTM00000001-1 sent to it give (F1, RTM00000001-1, to_sign).
create or replace temp table notice_mandates as
with forms as (
    select f.family_id, f.mandate_reference, f.iban, f.creditor_id
    from mandate_forms f
    anti join mandates m on f.mandate_reference = m.mandate_reference
    where f.replaced_by is null
    qualify row_number() over (partition by f.family_id order by f.version desc) = 1
),
usable as (from mandate_choices where reason is null),
last_days as (
    select family_id, max(due_on) as last_due
    from instalment_states
    where state in ('proposed', 'approved', 'announced')
    group by family_id
)
select
    n.family_id,
    case
        when u.origin <> 'legacy' and u.usable_until < l.last_due then 'expiring'
        when u.origin <> 'legacy' then 'valid'
        when f.mandate_reference is not null then 'to_sign'
        else 'legacy'
    end as state,
    case when u.origin <> 'legacy' or f.family_id is null then u.mandate_reference else f.mandate_reference end
        as reference,
    case when u.origin <> 'legacy' or f.family_id is null then u.iban else f.iban end as iban
from notice_families n
join payment_methods p on n.family_id = p.family_id and p.method = 'direct_debit'
left join usable u on n.family_id = u.family_id
left join forms f on n.family_id = f.family_id
left join last_days l on n.family_id = l.family_id
where u.family_id is not null or f.family_id is not null;
