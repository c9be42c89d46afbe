-- title = "Jours sans pointage par école"
-- description = "Les jours attendus pour lesquels aucun pointage n'est arrivé : ce qui n'est pas connu n'est pas facturable."
-- params.service = {label = "Service", widget = "select", options_sql = "select service, label from services order by label", all = "Tous"}
-- params.du = {label = "Depuis le", widget = "date", default = "2023-09-01"}
-- params.au = {label = "Jusqu'au", widget = "date", default = "today"}
-- params.tout = {label = "Aussi les écoles complètes", widget = "toggle", default = false}
-- chart = {kind = "hbar", x = "school", y = "unknown"}
-- columns.school = {label = "École", format = "text"}
-- columns.unknown = {label = "Jours sans pointage", format = "number"}
-- columns.expected = {label = "Jours attendus", format = "number"}
-- columns.share = {label = "Part inconnue", format = "percent"}
-- columns.latest = {label = "Dernier jour inconnu", format = "date"}
-- # Example: ('École des Prés', 1 unknown of 2 expected, 50 %, 2023-11-07).
select
    coalesce(s.name, d.school_id) as school, count_if(not d.received) as unknown, count(*) as expected,
    (count_if(not d.received) / count(*))::decimal(9, 4) as share, max(d.date) filter (not d.received) as latest
from days d
left join schools s on d.school_id = s.school_id
where ($service is null or d.service = $service) and d.date between $du and $au
group by d.school_id, s.name
having $tout or count_if(not d.received) > 0
order by unknown desc, school
