-- title = "Délai entre l'usage et la facture"
-- description = "Combien de jours après la fin du mois d'usage les factures sont parties, en moyenne et au pire."
-- params.service = {label = "Service", widget = "select", options_sql = "select service, label from services order by label", all = "Tous"}
-- chart = {kind = "line", x = "month", y = "mean_delay"}
-- columns.month = {label = "Mois d'usage", format = "month"}
-- columns.mean_delay = {label = "Délai moyen (jours)", format = "number"}
-- columns.worst_delay = {label = "Délai le plus long (jours)", format = "number"}
-- columns.first_issue = {label = "Première facture", format = "date"}
-- columns.last_issue = {label = "Dernière facture", format = "date"}
-- columns.lines = {label = "Lignes facturées", format = "number"}
-- columns.amount = {label = "Montant facturé", format = "euro"}
-- # Counted from the last day of the month; each line weighs the same; credit notes and catch-up documents are left out.
-- # Example: September 2023 issued on 15 November: 46 days.
with delays as (
    select *, issued_on - last_day((month || '-01')::date) as delay
    from invoiced
    where kind = 'invoice' and origin = 'ordinary' and ($service is null or service = $service)
)
select
    month, round(sum(lines * delay) / sum(lines))::integer as mean_delay, max(delay) as worst_delay,
    min(issued_on) as first_issue, max(issued_on) as last_issue, sum(lines) as lines, sum(amount) as amount
from delays
group by month
order by month
