-- « Historique » : which imports brought or corrected the family's rows, and what was done on its name, newest first.
-- grain: one row an import and table, or an action
-- Rows of a table that a correction replaced stand in `past_…`; the journal's subject is the family, or ends with it.
-- Parameter: $family. The journal keeps whole seconds: of one second, what it tells comes first.
-- Example: (2024-02-06 08:12, 'cli', 'Pointages', 58 brought, 0 corrected).
with children_of as (
    select child_id from children where family_id = $family
    union
    select child_id from payers where family_id = $family
),
documents as (select invoice_id from invoices where family_id = $family),
rows as (
    select 'Pointages' as what, a.import_id, false as corrected
    from attendance a semi join children_of c on a.child_id = c.child_id
    union all
    select 'Pointages', a.replaced_by, true from past_attendance a semi join children_of c on a.child_id = c.child_id
    union all
    select 'Enfants', import_id, false from children where family_id = $family
    union all
    select 'Enfants', replaced_by, true from past_children where family_id = $family
    union all
    select 'Payeurs', p.import_id, false from payers p semi join children_of c on p.child_id = c.child_id
    union all
    select 'Payeurs', p.replaced_by, true from past_payers p semi join children_of c on p.child_id = c.child_id
    union all
    select 'Quotients', import_id, false from quotients where family_id = $family
    union all
    select 'Quotients', replaced_by, true from past_quotients where family_id = $family
    union all
    select 'Résidence', import_id, false from residences where family_id = $family
    union all
    select 'Résidence', replaced_by, true from past_residences where family_id = $family
    union all
    select 'Exonérations', import_id, false from exemptions where family_id = $family
    union all
    select 'Exonérations', replaced_by, true from past_exemptions where family_id = $family
    union all
    select 'Factures', import_id, false from invoices where family_id = $family
    union all
    select 'Factures', replaced_by, true from past_invoices where family_id = $family
    union all
    select 'Lignes de facture', l.import_id, false
    from invoice_lines l semi join documents d on l.invoice_id = d.invoice_id
    union all
    select 'Lignes de facture', l.replaced_by, true
    from past_invoice_lines l semi join documents d on l.invoice_id = d.invoice_id
    union all
    select 'Paiements', import_id, false from payments where family_id = $family
    union all
    select 'Paiements', replaced_by, true from past_payments where family_id = $family
    union all
    select 'Mandats', import_id, false from mandates where family_id = $family
    union all
    select 'Mandats', replaced_by, true from past_mandates where family_id = $family
    union all
    select 'Compte', import_id, false from families where family_id = $family
    union all
    select 'Compte', replaced_by, true from past_families where family_id = $family
),
brought as (
    select
        i.finished_at as done_at, i.actor, r.what, count(*) filter (not r.corrected) as brought,
        count(*) filter (r.corrected) as corrected
    from rows r
    join imports i on r.import_id = i.import_id
    group by i.import_id, i.finished_at, i.actor, r.what
),
told as (
    select done_at, actor, concat_ws(' : ', action, subject) as what
    from journal
    where (action in ('demande', 'remise', 'lettre de décision') and subject = $family)
        or (action = 'téléchargement' and subject = 'bases de liquidation ' || $family)
    union all
    select approved_at, approved_by, 'plan approuvé' from plans where family_id = $family and approved_at is not null
    union all
    select c.recorded_at, null, concat('échéance n° ', i.number, ' ', case c.change
        when 'announced' then 'annoncée' when 'lowered' then 'abaissée' when 'released' then 'à annoncer de nouveau'
        else 'remplacée' end)
    from instalment_changes c
    join instalments i using (instalment_id)
    where c.family_id = $family
    union all
    select made_at, e.actor, concat('prélèvement demandé : ', d.message_id)
    from debit_entries d
    join debit_files f using (message_id)
    join debit_exports e using (export_id)
    where d.family_id = $family
)
select date_trunc('second', done_at) as done_at, actor, what, brought, corrected
from (from brought union all by name from told)
order by date_trunc('second', done_at) desc, brought is not null, what
limit 200
