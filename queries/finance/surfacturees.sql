-- title = "Familles surfacturées"
-- description = "Les familles à qui l'on a facturé plus que leur usage : une réduction ou un avoir leur est dû."
-- params.service = {label = "Service", widget = "select", options_sql = "select service, label from services order by label", all = "Tous"}
-- params.minimum = {label = "Montant minimal (€)", widget = "amount", default = "0"}
-- columns.family_id = {label = "Famille", format = "text"}
-- columns.payer_name = {label = "Redevable", format = "text"}
-- columns.lines = {label = "Lignes", format = "number"}
-- columns.over = {label = "Trop facturé", format = "euro"}
-- columns.remaining = {label = "Reste à facturer par ailleurs", format = "euro"}
-- drill = {page = "dossier", params = {famille = "family_id"}}
-- # The two amounts are never netted: compensation is a legal act (R11). Unknown cells are not compared.
-- # Example: ('F002', 'Corvaisier Éloi', 1 line, over 10.00, remaining 0.00).
select
    c.family_id, f.payer_name, count_if(c.gap < 0) as lines,
    sum(-c.gap) filter (c.gap < 0) as over, coalesce(sum(c.gap) filter (c.gap > 0), 0) as remaining
from cells c
left join families f on c.family_id = f.family_id
where c.status <> 'unknown' and ($service is null or c.service = $service)
group by c.family_id, f.payer_name
having sum(-c.gap) filter (c.gap < 0) > 0 and sum(-c.gap) filter (c.gap < 0) >= $minimum
order by over desc, c.family_id
