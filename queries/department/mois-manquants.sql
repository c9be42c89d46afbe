-- title = "Écoles où presque rien n'est facturé"
-- description = "Les mois et les écoles où la part des familles qui ont encore quelque chose à se voir facturer est la plus forte."
-- params.mois = {label = "Mois", widget = "month", default = "last"}
-- chart = {kind = "hbar", x = "school", y = "share"}
-- columns.school = {label = "École", format = "text"}
-- columns.families = {label = "Familles", format = "number"}
-- columns.families_to_bill = {label = "Familles à facturer", format = "number"}
-- columns.share = {label = "Part des familles", format = "percent"}
-- columns.remaining = {label = "Reste à facturer", format = "euro"}
-- drill = {page = "facturation", params = {ecole = "school_id"}}
-- # Example: ('École du Lac', 24 families, 20 to bill, 83.33 %, 2,310.00).
select
    coalesce(s.name, m.school_id) as school, m.families, m.families_to_bill,
    (m.families_to_bill / m.families)::decimal(9, 4) as share, m.remaining, m.school_id
from school_months m
left join schools s on m.school_id = s.school_id
where m.month = $mois and m.families > 0 and m.families_to_bill > 0 and m.school_id <> ''
order by share desc, m.remaining desc, school
