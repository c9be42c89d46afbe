-- title = "Reste à facturer par mois"
-- description = "Ce qui était dû, ce qui a été facturé et ce qui reste à facturer, par mois d'usage. Un mois où moins de 11 familles sont en cause est secret."
-- params.du = {label = "Du", widget = "month", default = "first"}
-- params.au = {label = "Au", widget = "month", default = "last"}
-- chart = {kind = "bar", x = "month", y = "remaining"}
-- columns.month = {label = "Mois", format = "month"}
-- columns.due = {label = "Dû", format = "euro"}
-- columns.billed = {label = "Facturé", format = "euro"}
-- columns.remaining = {label = "Reste à facturer", format = "euro"}
-- columns.secret = {label = "Secret", format = "text"}
-- # Example: (2023-11, due 232,626.31, billed 36,935.85, remaining 197,165.59, '').
select month, due, billed, remaining, if(masked, 'secret', '') as secret
from months
where month between $du and $au
order by month
