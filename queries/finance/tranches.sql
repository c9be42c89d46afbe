-- title = "Par tranche de quotient et service"
-- description = "Dû et reste à facturer d'un service, par tranche de son tarif et selon le quotient du dernier jour du mois d'usage."
-- params.service = {label = "Service", widget = "select", options_sql = "select distinct s.service, s.label from services s join cells c on s.service = c.service order by s.label"}
-- chart = {kind = "bar", x = "low", y = "remaining"}
-- columns.low = {label = "Quotient à partir de", format = "number"}
-- columns.families = {label = "Familles", format = "number"}
-- columns.due = {label = "Dû", format = "euro"}
-- columns.remaining = {label = "Reste à facturer", format = "euro"}
-- columns.share = {label = "Part non facturée", format = "percent"}
-- # A family without a quotient counts in the highest bracket (R3).
-- # Example: from 411: 180 families, due 60,000.00, remaining 31,683.25, 52.81 %.
with brackets as (
    select distinct coalesce(qf_min, 0) as low from tariffs where service = $service
),
used as (
    select
        family_id, last_day((month || '-01')::date) as day, sum(expected) as due,
        coalesce(sum(gap) filter (gap > 0 and status <> 'unknown'), 0) as remaining
    from cells
    where service = $service
    group by family_id, month
),
known as (
    select u.*, if(q.valid_to is null or q.valid_to > u.day, q.quotient, null) as quotient
    from used u
    asof left join quotients q on u.family_id = q.family_id and u.day >= q.valid_from
),
placed as (
    select *, coalesce(quotient, (select max(low) from brackets)) as counted from known
)
select
    b.low, count(distinct p.family_id) as families, sum(p.due) as due, sum(p.remaining) as remaining,
    (sum(p.remaining) / nullif(sum(p.due), 0))::decimal(9, 4) as share
from placed p
asof join brackets b on p.counted >= b.low
group by b.low
order by b.low
