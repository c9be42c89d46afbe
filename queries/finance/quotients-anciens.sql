-- title = "Quotients anciens ou manquants"
-- description = "Les familles usagères dont le quotient est ancien, échu ou inconnu à une date : sans preuve, la tranche la plus haute s'applique."
-- params.jour = {label = "À la date du", widget = "date", default = "today"}
-- params.age = {label = "Plus ancien que (mois)", widget = "select", default = "12", options_sql = "select unnest(['6', '12', '18', '24'])"}
-- params.reste = {label = "Seulement avec un reste à facturer", widget = "toggle", default = false}
-- columns.family_id = {label = "Famille", format = "text"}
-- columns.payer_name = {label = "Redevable", format = "text"}
-- columns.quotient = {label = "Quotient", format = "euro"}
-- columns.valid_from = {label = "Depuis le", format = "date"}
-- columns.valid_to = {label = "Jusqu'au (non compris)", format = "date"}
-- columns.state = {label = "État", format = "text"}
-- columns.due = {label = "Dû sur la période", format = "euro"}
-- columns.remaining = {label = "Reste à facturer", format = "euro"}
-- drill = {page = "dossier", params = {famille = "family_id"}}
-- # The quotient looked at is the latest one that had started on that date (R3).
-- # Example: ('F003', …, 612.00 since 2023-01-01, 'plus de 12 mois', due 105.00, remaining 0.00).
with users as (
    select
        family_id, $jour::date as day, sum(expected) as due,
        coalesce(sum(gap) filter (gap > 0 and status <> 'unknown'), 0) as remaining
    from cells
    where used_quantity > 0
    group by family_id
),
known as (
    select u.*, q.quotient, q.valid_from, q.valid_to
    from users u
    asof left join quotients q on u.family_id = q.family_id and u.day >= q.valid_from
),
judged as (
    select
        *,
        case
            when valid_from is null then 'inconnu'
            when valid_to <= day then 'échu'
            when valid_from < day - to_months($age::integer) then 'plus de ' || $age || ' mois'
        end as state
    from known
)
select
    j.family_id, f.payer_name, j.quotient, j.valid_from, j.valid_to, j.state, j.due, j.remaining
from judged j
left join families f on j.family_id = f.family_id
where j.state is not null and (not $reste or j.remaining > 0)
order by j.due desc, j.family_id
