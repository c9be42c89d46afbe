-- Who must sign a mandate, and why; with what can be printed on the form, and the form already printed if there is one.
-- needs: families_by_debit, mandate_choices
-- makes: mandate_renewals
-- grain: one row a family that must sign
-- Parameters: $on; $creditor_number, the creditor's national number.
-- Why: R13's reasons of the mandate, `no_mandate` (unless one is signed for later), `new_account` (the bank says that the
-- account takes no debit), `new_creditor` (signed for another creditor number). Families whose debits wait for another
-- reason are not asked: a death, a refusal, a mandate denied. An account that cannot be debited is not printed.
-- `form` is the reference of the form that waits for the family and says the same; NULL when a new one is needed: the
-- first, or another account, holder or creditor number than printed, or a form already signed.
-- Example: ('F1', 'mandate_to_renew', 'ANC-2016-000001-1', 'FR76…', '', 'Alma Weber', NULL, NULL, NULL).
create or replace temp table mandate_renewals as
with actions as (
    select h.subject as mandate_reference, bool_and(coalesce(c.action, o.action) = 'nouveau mandat') as is_new_account
    from holds h
    left join reason_codes c on h.reason = c.code
    left join reason_codes o on o.code = '*'
    where h.scope = 'mandate' and h.released_at is null
    group by h.subject
),
signed_for_later as (
    select distinct family_id from mandates where status = 'active' and signed_on > $on
),
reasons as (
    select
        a.family_id, c.* exclude (subject, family_id, reason),
        case
            when c.subject is null then 'no_mandate'
            when c.reason = 'on_hold' then case when x.is_new_account then 'new_account' end
            when c.reason is not null then c.reason
            when f.creditor_number <> $creditor_number then 'new_creditor'
        end as reason
    from families_by_debit a
    left join mandate_choices c using (subject)
    left join actions x using (mandate_reference)
    left join mandate_forms f using (mandate_reference)
    where a.family_id not in (select family_id from held_families)
),
wanted as (
    select
        r.family_id, r.reason, r.mandate_reference as replaces,
        case when r.reason in ('bad_iban', 'new_account') then '' else coalesce(r.iban, '') end as iban,
        case when r.reason in ('bad_iban', 'new_account') then '' else coalesce(r.bic, '') end as bic,
        coalesce(r.account_holder, f.payer_name) as account_holder
    from reasons r
    join families f using (family_id)
    where r.reason is not null
        and not (r.reason = 'no_mandate' and r.family_id in (select family_id from signed_for_later))
),
latest as (
    select * from mandate_forms where replaced_by is null
)
select
    w.*, l.number, l.version, l.mandate_reference as latest,
    case
        when l.iban = w.iban and l.account_holder = w.account_holder and l.creditor_number = $creditor_number
            and l.mandate_reference not in (select mandate_reference from mandates) then l.mandate_reference
    end as form
from wanted w
left join latest l using (family_id)
order by w.family_id;
