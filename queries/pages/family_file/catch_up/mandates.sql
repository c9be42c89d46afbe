-- « Mandat et prélèvements » of a family's file: its mandates with their last presentation, the latest signed first.
-- grain: one row a mandate
-- Parameter: $family. `state`: active, revoked or superseded as imported, `held` when a return put it on hold, `to_renew`
-- when it comes from the old portal; `iban` is whole: the page masks it.
-- Example: ('RTM00000001-1', 'held', 2024-02-12, 'FR7699999000010000000000115', 2024-03-05).
select
    m.mandate_reference,
    case
        when m.status <> 'active' then m.status
        when h.mandate_reference is not null then 'held'
        when m.origin = 'legacy' then 'to_renew'
        else 'active'
    end as state,
    m.signed_on, m.iban, greatest(m.last_debited_on, u.presented_on) as presented_on
from mandates m
left join mandate_uses u using (mandate_reference)
left join held_mandates h using (mandate_reference)
where m.family_id = $family
order by m.signed_on desc, m.mandate_reference
