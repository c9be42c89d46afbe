-- title = "Facturation par école et service"
-- description = "Pour chaque école et chaque service : dû, facturé, reste à facturer. Les plus gros restes d'abord."
-- params.mois = {label = "Mois", widget = "multi", options_sql = "select month from months order by month", all = "Tous"}
-- params.service = {label = "Service", widget = "select", options_sql = "select service, label from services order by label", all = "Tous"}
-- params.secteur = {label = "Secteur", widget = "select", options_sql = "select distinct district from schools where district is not null order by district", all = "Tous"}
-- columns.school = {label = "École", format = "text"}
-- columns.label = {label = "Service", format = "text"}
-- columns.due = {label = "Dû", format = "euro"}
-- columns.billed = {label = "Facturé", format = "euro"}
-- columns.remaining = {label = "Reste à facturer", format = "euro"}
-- columns.share = {label = "Part non facturée", format = "percent"}
-- drill = {page = "facturation", params = {ecole = "school_id", service = "service"}}
-- # A school_id of '' stands for lines that name no child of one school: it is no filter, so the link leaves it out.
-- # Example: ('École du Lac', 'Repas', due 220.00, billed 100.00, remaining 120.00, 54.55 %).
select
    coalesce(s.name, nullif(c.school_id, ''), 'plusieurs écoles') as school, coalesce(v.label, c.service) as label,
    sum(c.expected) as due, sum(c.billed) as billed,
    coalesce(sum(c.gap) filter (c.gap > 0 and c.status <> 'unknown'), 0) as remaining,
    (coalesce(sum(c.gap) filter (c.gap > 0 and c.status <> 'unknown'), 0) / nullif(sum(c.expected), 0))::decimal(9, 4)
        as share,
    nullif(c.school_id, '') as school_id, c.service
from cells c
left join schools s on c.school_id = s.school_id
left join services v on c.service = v.service
where (len($mois::varchar[]) = 0 or list_contains($mois::varchar[], c.month))
    and ($service is null or c.service = $service)
    and ($secteur is null or s.district = $secteur)
group by c.school_id, c.service, s.name, v.label
order by remaining desc, school, label
