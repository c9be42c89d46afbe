-- title = "Usages sans tarif"
-- description = "Ce qui a été consommé et qu'aucun tarif ne couvre : non chiffré, donc ni facturable ni perdu de vue."
-- params.mois = {label = "Mois", widget = "multi", options_sql = "select month from months order by month", all = "Tous"}
-- columns.label = {label = "Service", format = "text"}
-- columns.month = {label = "Mois", format = "month"}
-- columns.lines = {label = "Lignes", format = "number"}
-- columns.families = {label = "Familles", format = "number"}
-- columns.used_quantity = {label = "Quantité consommée", format = "number"}
-- columns.priced = {label = "Part chiffrée", format = "euro"}
-- columns.billed = {label = "Facturé", format = "euro"}
-- drill = {page = "ecarts", params = {service = "service", mois = "month", statut = "status"}}
-- # Example: ('Alerte météo', 2023-11, 12 lines of 12 families, 14 used, priced 0.00, billed 0.00).
select
    coalesce(v.label, c.service) as label, c.month, count(*) as lines, count(distinct c.family_id) as families,
    sum(c.used_quantity) as used_quantity, sum(c.expected) as priced, sum(c.billed) as billed, c.service, c.status
from cells c
left join services v on c.service = v.service
where c.status = 'unpriced' and (len($mois::varchar[]) = 0 or list_contains($mois::varchar[], c.month))
group by c.service, v.label, c.month, c.status
order by lines desc, label, c.month
