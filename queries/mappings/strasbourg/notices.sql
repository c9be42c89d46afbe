-- Purpose: what the reader of the import should know, in French. No source label of a meal may appear here.
-- needs: _counts
-- grain: one row a notice
-- Example: « 792 lignes de cantine lues, additionnées en 792 comptes par enfant, mois, repas et réservation. »
with meals as (
    select count(*) as sent, count(distinct (child_id, month, service, status)) as kept,
        count(*) filter (service = 'REPAS_AUTRE') as unknown
    from _counts
    where extract = 'CANT'
),

own_services as (
    select count(distinct service) as services, count(*) as sent,
        string_agg(distinct own_label, ', ' order by own_label) as labels
    from _counts
    where extract = 'ACT' and own_label is not null
),

torn_months as (
    select count(*) as months
    from (
        select family_id, month_start
        from _counts
        where family_id is not null and month_start is not null
        group by all
        having count(distinct quotient) > 1)
),

shared_children as (
    select count(distinct child_number) as children from _counts where child_id <> child_number
)

select sent || ' lignes de cantine lues, additionnées en ' || kept
    || ' comptes par enfant, mois, repas et réservation.' as notice
from meals
where sent > 0
union all
select unknown || ' lignes de cantine d''un type de repas inconnu : reprises comme « Autre repas », sans prix.'
from meals
where unknown > 0
union all
select sent || ' lignes d''activités sans tarif voté : reprises sans prix (' || labels || ').'
from own_services
where sent > 0
union all
select months || ' mois de famille portent plusieurs quotients : le plus bas est retenu.'
from torn_months
where months > 0
union all
select children || ' enfants sont comptés le même mois par deux familles : chacune garde sa part.'
from shared_children
where children > 0
union all
select 'L''extraction « ' || missing || ' » n''est pas dans cet envoi : rien n''en est repris.'
from (values ('cantine', 'CANT'), ('activites', 'ACT')) extracts (missing, extract)
where not exists (from _counts where _counts.extract = extracts.extract)
