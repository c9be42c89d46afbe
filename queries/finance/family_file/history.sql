-- « Historique » : which imports brought or corrected the family's rows, newest first. Parameter: $family.
-- Example: (2024-02-06 08:12, 'cli', 'Pointages', 58 brought, 0 corrected).
with children_of as (
    select child_id from children where family_id = $family
    union
    select child_id from payers where family_id = $family
),
rows as (
    select 'Pointages' as what, a.import_id, false as corrected
    from attendance a semi join children_of c on a.child_id = c.child_id
    union all
    select 'Pointages', a.replaced_by, true from past_attendance a semi join children_of c on a.child_id = c.child_id
    union all
    select 'Quotients', import_id, false from quotients where family_id = $family
    union all
    select 'Quotients', replaced_by, true from past_quotients where family_id = $family
    union all
    select 'Factures', import_id, false from invoices where family_id = $family
    union all
    select 'Factures', replaced_by, true from past_invoices where family_id = $family
    union all
    select 'Paiements', import_id, false from payments where family_id = $family
    union all
    select 'Paiements', replaced_by, true from past_payments where family_id = $family
    union all
    select 'Compte', import_id, false from families where family_id = $family
    union all
    select 'Compte', replaced_by, true from past_families where family_id = $family
)
select
    i.finished_at as done_at, i.actor, r.what, count(*) filter (not r.corrected) as brought,
    count(*) filter (r.corrected) as corrected
from rows r
join imports i on r.import_id = i.import_id
group by i.import_id, i.finished_at, i.actor, r.what
order by i.import_id desc, r.what
limit 200
