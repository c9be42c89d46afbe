-- Purpose: the price lines of each tariff, and the service each belongs to.
-- needs: tarifs, tarifs_lignes
-- makes: _bands
-- grain: one row a price line
-- Rule: one service a tariff (`T3`), for the charge names its tariff; a tariff that depends on the length of stay
--   has one service a band (`T13-0031-0100`). A band's bounds are inclusive, in minutes; an open band is the whole day.
--   A price an hour is counted in hours, unless its time unit makes hours or their price inexact (20 minutes, …):
--   then in units of that time. `priced` is false for methods these tables hold no price for (`montant_evenement`).
-- Example: tariff 13, line 00:31-01:00 at 1.0 gives (T13-0031-0100, 31, 60, 1.0000).
with typed as (
    select tarifs.IDtarif, tarifs.IDactivite, IDnom_tarif, methode, categories_tarifs, etats,
        tarifs.date_debut, tarifs.date_fin, num_ligne, qf_min, qf_max,
        regexp_matches(methode, '^duree_coeff_(montant_unique|qf)$') as timed,
        regexp_matches(methode, '^(montant_unique|qf|duree_montant_unique|duree_qf|taux_montant_unique|taux_qf)$')
            or timed as priced,
        try_cast(montant_unique as decimal(12, 4)) as price,
        nullif(try_cast(montant_min as decimal(12, 4)), 0) as floor,
        nullif(try_cast(montant_max as decimal(12, 4)), 0) as ceiling,
        if(starts_with(methode, 'taux_'), try_cast(taux as decimal(18, 8)), null) as rate,
        coalesce(try_cast(split_part(duree_min, ':', 1) as integer) * 60
            + try_cast(split_part(duree_min, ':', 2) as integer), 0) as stay_min,
        coalesce(nullif(try_cast(split_part(duree_max, ':', 1) as integer) * 60
            + try_cast(split_part(duree_max, ':', 2) as integer), 0), 1439) as stay_max,
        coalesce(nullif(try_cast(split_part(unite_horaire, ':', 1) as integer) * 60
            + try_cast(split_part(unite_horaire, ':', 2) as integer), 0), 60) as minutes
    from tarifs
    left join tarifs_lignes on tarifs_lignes.IDtarif = tarifs.IDtarif
),

banded as (
    select * replace (
            if(starts_with(methode, 'duree_'), stay_min, 0) as stay_min,
            if(starts_with(methode, 'duree_'), stay_max, 1439) as stay_max),
        -- quantities have two decimals and prices four: both must be exact
        bool_and(minutes % 3 = 0 and (price * 10000)::bigint * 60 % minutes = 0)
            over (partition by IDtarif) as exact_in_hours
    from typed
)

select distinct IDtarif as tariff_id, IDactivite as activity_id, IDnom_tarif as name_id, methode as method,
    categories_tarifs as categories, date_debut, date_fin, num_ligne, qf_min, qf_max,
    coalesce(etats, 'reservation;present;absenti') as states,
    'T' || IDtarif || if(stay_min = 0 and stay_max >= 1439, '', printf('-%02d%02d-%02d%02d',
        stay_min // 60, stay_min % 60, stay_max // 60, stay_max % 60)) as service,
    stay_min, stay_max,
    case when not timed then 'act' when exact_in_hours then 'hour' else 'time' end as counted_in,
    minutes,
    priced,
    if(timed and exact_in_hours, ((price * 10000)::bigint * 60 // minutes * 0.0001)::decimal(12, 4), price) as price,
    rate, floor, ceiling
from banded
