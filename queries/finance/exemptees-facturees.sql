-- title = "Familles exonérées et facturées"
-- description = "Les factures émises pour un usage couvert par une exonération : la gratuité doit bloquer échéances et prélèvements."
-- columns.family_id = {label = "Famille", format = "text"}
-- columns.payer_name = {label = "Redevable", format = "text"}
-- columns.label = {label = "Service", format = "text"}
-- columns.month = {label = "Mois", format = "month"}
-- columns.due = {label = "Dû", format = "euro"}
-- columns.billed = {label = "Facturé", format = "euro"}
-- columns.reason = {label = "Motif de l'exonération", format = "text"}
-- drill = {page = "dossier", params = {famille = "family_id"}}
-- # A cell counts when more was billed than is due in a month that an exemption covers, even in part.
-- # Example: ('F00008', …, 'Repas standard', 2023-10, due 0.00, billed 22.50, 'Délibération : …').
with wrong as (
    select
        family_id, child_id, service, month, expected as due, billed, (month || '-01')::date as first_day,
        last_day((month || '-01')::date) as last_day
    from cells
    where billed > expected and status <> 'unknown'
)
select
    w.family_id, f.payer_name, coalesce(v.label, w.service) as label, w.month, w.due, w.billed,
    min(e.reason) as reason
from wrong w
join exemptions e on w.family_id = e.family_id
left join families f on w.family_id = f.family_id
left join services v on w.service = v.service
where (e.child_id is null or w.child_id = '' or e.child_id = w.child_id)
    and (e.service is null or e.service = w.service)
    and e.valid_from <= w.last_day
    and (e.valid_to is null or e.valid_to > w.first_day)
group by w.family_id, w.child_id, f.payer_name, v.label, w.service, w.month, w.due, w.billed
order by w.billed - w.due desc, w.family_id, w.month, label
