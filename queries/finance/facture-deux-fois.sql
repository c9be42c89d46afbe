-- title = "Facturé deux fois"
-- description = "Les usages facturés sur deux factures : le montant en trop, par famille, service et mois."
-- params.mois = {label = "Mois", widget = "multi", options_sql = "select month from months order by month", all = "Tous"}
-- params.minimum = {label = "Montant minimal (€)", widget = "amount", default = "0"}
-- columns.family_id = {label = "Famille", format = "text"}
-- columns.payer_name = {label = "Redevable", format = "text"}
-- columns.label = {label = "Service", format = "text"}
-- columns.month = {label = "Mois", format = "month"}
-- columns.twice = {label = "Facturé deux fois", format = "euro"}
-- drill = {page = "dossier", params = {famille = "family_id"}}
-- # The `duplicate` components of the gaps (R9), as positive amounts.
-- # Example: ('FAM2', 'Corvaisier Éloi', 'Repas', 2023-11, 10.00).
select
    c.family_id, f.payer_name, coalesce(v.label, c.service) as label, c.month, sum(-c.amount) as twice
from causes c
left join families f on c.family_id = f.family_id
left join services v on c.service = v.service
where c.cause = 'duplicate' and (len($mois::varchar[]) = 0 or list_contains($mois::varchar[], c.month))
group by c.family_id, f.payer_name, v.label, c.service, c.month
having sum(-c.amount) >= $minimum
order by twice desc, c.family_id, c.month, label
