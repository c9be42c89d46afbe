-- Purpose: what is left out on purpose, and what the reader of the figures should know, in French.
-- needs: _bands, _charges, consommations, deductions, factures, prestations, quotients, ventilation
-- grain: one row a notice
-- Example: « 7 prestations « cotisation » (182,00 €) ne sont pas des consommations : laissées de côté. »
with left_out as (
    select coalesce(categorie, 'sans catégorie') as kind, count(*) as sent,
        sum(try_cast(montant_initial as decimal(12, 2))) as amount
    from prestations
    where categorie is distinct from 'consommation'
    group by all
    order by kind
),

third_parties as (
    select count(*) as sent, sum(try_cast(montant as decimal(12, 2))) as amount from deductions
),

uncharged as (
    select coalesce(etat, 'inconnu') as state, count(*) as sent
    from consommations
    where not exists (from prestations where prestations.IDprestation = consommations.IDprestation)
    group by all
    order by state
),

never_used as (
    select count(*) as sent from _charges where status is null
),

unpriced as (
    select count(*) as sent, string_agg(distinct coalesce(method, 'aucune'), ', ' order by coalesce(method, 'aucune')) as methods
    from _charges
    left join (select distinct tariff_id, method, priced from _bands) as tariffs on tariffs.tariff_id = _charges.tariff_id
    where status is not null and not coalesce(priced, false)
),

bounded as (
    select count(distinct tariff_id) as tariffs
    from _bands
    where counted_in <> 'act' and coalesce(floor, ceiling) is not null
),

hidden_quotients as (
    select count(*) as sent
    from quotients as later
    where exists (
        select 1
        from quotients as earlier
        where earlier.IDfamille = later.IDfamille and earlier.date_fin < '2900' and earlier.date_fin >= later.date_debut
            and (earlier.date_debut, earlier._line) < (later.date_debut, later._line))
),

torn_payments as (
    select count(*) as sent
    from (
        select ventilation.IDreglement
        from ventilation
        join prestations on prestations.IDprestation = ventilation.IDprestation
        join factures on factures.IDfacture = prestations.IDfacture
        group by ventilation.IDreglement
        having count(distinct factures.IDfacture) > 1)
)

select sent || ' prestations « ' || kind || ' » (' || replace(amount::varchar, '.', ',')
    || ' €) ne sont pas des consommations : laissées de côté.' as notice
from left_out
union all
select sent || ' déductions (' || replace(amount::varchar, '.', ',')
    || ' €) sont le paiement d''un tiers, pas un prix plus bas : laissées de côté.'
from third_parties
where sent > 0
union all
select sent || ' consommations « ' || state
    || ' » sans prestation : laissées de côté, aucun tarif ne s''y attache.'
from uncharged
union all
select sent || ' prestations sans aucune consommation : reprises comme facturées si elles le sont, jamais comme usage.'
from never_used
where sent > 0
union all
select sent || ' prestations d''un tarif sans prix dans ces tables (méthode : ' || methods || ') : reprises sans prix.'
from unpriced
where sent > 0
union all
select tariffs || ' tarifs au temps passé ont un minimum ou un maximum par séjour, que la reprise n''applique pas.'
from bounded
where tariffs > 0
union all
select sent || ' quotients en recouvrent un autre de la même famille : le plus ancien vaut jusqu''à son terme.'
from hidden_quotients
where sent > 0
union all
select sent || ' règlements sont répartis sur plusieurs factures : rattachés à celle qui en reçoit le plus.'
from torn_payments
where sent > 0
