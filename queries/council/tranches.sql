-- title = "Reste à facturer par tranche de quotient"
-- description = "Ce qui a été consommé et jamais facturé, par tranche de quotient familial. Une ligne de moins de 11 familles est secrète, et parfois une seconde pour qu'on ne retrouve pas la première."
-- chart = {kind = "hbar", x = "label", y = "remaining"}
-- columns.label = {label = "Tranche de quotient", format = "text"}
-- columns.families = {label = "Familles", format = "number"}
-- columns.remaining = {label = "Reste à facturer", format = "euro"}
-- columns.mean = {label = "Moyenne par famille", format = "euro"}
-- columns.secret = {label = "Secret", format = "text"}
-- # The rows come in the order of the brackets, as the council's database holds them.
-- # Example: ('de 411 à moins de 511', 180 families, 31,683.25, 176.02, '').
select label, families, remaining, mean, if(masked, 'secret', '') as secret
from quotients
