-- title = "Reste à facturer par service"
-- description = "Ce qui a été consommé et jamais facturé, par service. Une ligne de moins de 11 familles est secrète, et parfois une seconde pour qu'on ne retrouve pas la première."
-- chart = {kind = "hbar", x = "label", y = "remaining"}
-- columns.label = {label = "Service", format = "text"}
-- columns.families = {label = "Familles", format = "number"}
-- columns.remaining = {label = "Reste à facturer", format = "euro"}
-- columns.mean = {label = "Moyenne par famille", format = "euro"}
-- columns.secret = {label = "Secret", format = "text"}
-- # Example: ('Repas standard', 1,511 families, 326,348.86, 215.98, '').
select label, families, remaining, mean, if(masked, 'secret', '') as secret
from services
order by remaining desc nulls last, label
