-- Purpose: the family accounts, under the names of their account holders (`titulaire`).
-- needs: categories_tarifs, familles, individus, inscriptions, mandats, rattachements
-- grain: one row a family
-- Rule: resident unless all its enrolments are in a category outside the town (« Hors commune »). By direct debit
--   when it has an active mandate, else the default of the table.
-- Example: family 1, AUTRET Pierre and Delphine, gives (1, AUTRET Pierre et AUTRET Delphine, true, direct_debit).
with holders as (
    select rattachements.IDfamille,
        string_agg(concat_ws(' ', nom, prenom), ' et ' order by try_cast(individus.IDindividu as bigint)) as names
    from rattachements
    join individus on individus.IDindividu = rattachements.IDindividu
    where titulaire in ('1', 'true', 'True')
    group by rattachements.IDfamille
),

outsiders as (
    select IDfamille, bool_and(regexp_matches(lower(categories_tarifs.nom), '^(hors|ext)')) as outside
    from inscriptions
    join categories_tarifs on categories_tarifs.IDcategorie_tarif = inscriptions.IDcategorie_tarif
    group by IDfamille
)

select familles.IDfamille as family_id,
    coalesce(names, 'Famille ' || familles.IDfamille) as payer_name,
    not coalesce(outside, false) as resident,
    if(familles.IDfamille in (select IDfamille from mandats where coalesce(actif, '1') in ('1', 'true', 'True')),
        'direct_debit', null) as payment_method,
    familles._file, familles._line
from familles
left join holders on holders.IDfamille = familles.IDfamille
left join outsiders on outsiders.IDfamille = familles.IDfamille
order by familles._line
