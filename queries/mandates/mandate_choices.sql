-- Which mandate a debit can use, and why none when none can (R13).
-- needs: debits_to_place, unusable_ibans
-- makes: mandate_choices
-- grain: at most one row a subject
-- Parameters: $created_on, the day of the file; $allow_legacy.
-- With the mandate stand its holder's data, whether it was ever collected, and `reason`, NULL when it can be debited.
-- No row: none but superseded ones, or signed after the day of the file.
-- Of several active mandates: the latest signed that can be debited, then the lowest reference; when none can, the
-- reason of the first of them. A mandate that our files debited on another IBAN must be signed again: a new IBAN on an
-- old reference would need an amendment, which these files cannot carry.
-- Example: last presented on 2021-02-10, so usable until 2024-02-10: a debit due on 2024-03-05 is `mandate_expired`.
create or replace temp table mandate_choices as
with known as (
    select
        m.mandate_reference, m.family_id, m.iban, m.bic, m.account_holder, m.signed_on, m.status, m.origin,
        m.mandate_reference in (select mandate_reference from held_mandates) as is_held,
        m.last_debited_on is not null or coalesce(u.collected, false) as is_collected,
        u.iban is not null and u.iban <> m.iban as is_moved,
        cast(coalesce(greatest(m.last_debited_on, u.presented_on), m.signed_on) + interval 36 months as date)
            as usable_until
    from mandates m
    left join mandate_uses u using (mandate_reference)
    where m.status <> 'superseded' and m.signed_on <= $created_on
),
judged as (
    select
        a.subject, k.*,
        case
            when k.is_held then 'on_hold'
            when k.status = 'revoked' then 'mandate_revoked'
            when k.is_moved or (k.origin = 'legacy' and not $allow_legacy) then 'mandate_to_renew'
            when a.on_date > k.usable_until then 'mandate_expired'
            when k.iban in (select iban from unusable_ibans) then 'bad_iban'
        end as reason
    from debits_to_place a
    join known k using (family_id)
)
select *
from judged
qualify row_number() over (
    partition by subject order by reason is not null, status <> 'active', signed_on desc, mandate_reference
) = 1;
