-- The register of our mandates: each form that no later one replaced, and how far it has come.
-- makes: mandate_register
-- grain: one row a form that no later one replaced
-- valid: it came back through `import` and can serve; incomplete: it came back and cannot (refused at import, not
-- active, another family's, signed later than $on, an account outside SEPA: $unusable); else the last word on paper.
-- Example: ('RTM00000001-1', 'F1', 'Alma Weber', 'FR53ZZZ999999', 'recurrent', 2024-02-06, 'to_send', …).
create or replace temp table mandate_register as
with last_marks as (
    select mandate_reference, arg_max(status, marked_at) as status from mandate_marks group by mandate_reference
),
refused as (
    select distinct key as mandate_reference from rejects where table_name = 'mandates'
)
select
    f.mandate_reference, f.family_id, f.account_holder, f.creditor_id, 'recurrent' as type, f.issued_on,
    case
        when m.status = 'active' and m.family_id = f.family_id and m.signed_on <= $on
            and not list_contains($unusable::varchar[], m.iban) then 'valid'
        when m.mandate_reference is not null or x.mandate_reference is not null then 'incomplete'
        else coalesce(k.status, 'to_send')
    end as status,
    f.reason, f.replaces, m.signed_on, coalesce(m.iban, f.iban) as iban, u.presented_on
from mandate_forms f
left join mandates m using (mandate_reference)
left join refused x using (mandate_reference)
left join last_marks k using (mandate_reference)
left join mandate_uses u using (mandate_reference)
where f.replaced_by is null
order by f.mandate_reference;
