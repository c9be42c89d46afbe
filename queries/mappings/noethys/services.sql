-- Purpose: one service a tariff and band of stay, and one a charge's activity where the charge has no tariff.
-- needs: _bands, _charges, activites, categories_tarifs, noms_tarifs, tarifs
-- grain: one row a service
-- Rule: the label is the tariff's name, with the category of families where several tariffs share the name, the start
--   date where they share that too, and the band. Names that hold a religious diet are not kept. The category is
--   read in the names of the activity and the tariff.
-- Example: tariff 13, band 31 to 60 minutes, gives (T13-0031-0100, Garderie du matin, 00:31 à 01:00, …, act).
with services as (
    select tariff_id, activity_id, service, stay_min, stay_max, counted_in, minutes
    from _bands
    union
    select min(tariff_id), min(activity_id), service, 0, 1439, 'act', 60
    from _charges
    where not exists (from _bands where _bands.service = _charges.service)
    group by service
),

category_names as (
    select IDtarif as tariff_id, string_agg(distinct nom, ', ' order by nom) as categories
    from (select IDtarif, unnest(string_split_regex(categories_tarifs, '[;, ]+')) as category from tarifs)
    join categories_tarifs on IDcategorie_tarif = category
    group by IDtarif
),

named as (
    select tarifs.IDtarif as tariff_id, try_cast(tarifs.date_debut as date) as starts, categories, noms_tarifs.nom as tariff_name,
        count(*) over (partition by noms_tarifs.nom) > 1 as shared_name,
        count(*) over (partition by noms_tarifs.nom, categories) > 1 as shared_category
    from tarifs
    left join noms_tarifs on noms_tarifs.IDnom_tarif = tarifs.IDnom_tarif
    left join category_names on category_names.tariff_id = tarifs.IDtarif
),

described as (
    select services.*,
        coalesce(tariff_name, activites.nom, 'Tarif ' || tariff_id, 'Sans tarif')
            || if(shared_name and categories is not null, ' – ' || categories, '')
            || if(shared_category, coalesce(', dès le ' || strftime(starts, '%d/%m/%Y'), ''), '') as name,
        lower(strip_accents(coalesce(activites.nom, '') || ' ' || coalesce(tariff_name, ''))) as words
    from services
    left join named using (tariff_id)
    left join activites on activites.IDactivite = services.activity_id
)

select service,
    if(regexp_matches(lower(name), 'halal|porc|[ck]as?c?her|[ck]osher'), 'Tarif ' || tariff_id, name)
        || if(stay_min = 0 and stay_max >= 1439, '', printf(', %02d:%02d à %02d:%02d',
            stay_min // 60, stay_min % 60, stay_max // 60, stay_max % 60))
        || if(counted_in = 'time', ', par ' || minutes || ' minutes', '') as label,
    case
        when regexp_matches(words, 'creche|multi-?accueil|halte|petite enfance') then 'petite_enfance'
        when regexp_matches(words, 'cantine|restaurant|restauration') then 'restauration'
        when regexp_matches(words, '(garderie|accueil|periscolaire).*\bmatin\b') then 'accueil_matin'
        when regexp_matches(words, 'garderie|periscolaire|loisirs|mercredi') then 'periscolaire'
        else 'autre' end as category,
    if(counted_in = 'hour', 'hour', 'act') as unit
from described
order by service
