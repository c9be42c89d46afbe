-- Purpose: the extracts in this project's words: child, service, status, count. Every other file reads this one.
-- needs: _cells
-- makes: _counts
-- grain: one row a row of an extract
-- Rule: the source's label of a meal stops here: a diet costs what the standard meal costs, and leaves no trace. A
--   text that cannot be read as the number or the month it should be is passed on, so that the row is rejected, but
--   as « illisible » when it holds letters: in a shifted row that text could be such a label.
-- A child whose rows of one month name two families is told apart: the lowest family number keeps the child's
--   number, the other gets `<child>-<family>`, for attendance names no family and each must owe its own part.
-- APM mornings and evenings keep their side (`morning`, `evening`): the fee depends on both (attendance.sql).
--   `AL … R` is a standard canteen meal, `AL … P` a packed one. Any other label becomes a service of its own.
-- Example: (100000, 410, 500000, 'Végétarien sans résa', 2023-10-01, '12') gives
--   (CANT, 100000, 500000, 410.00, REPAS_VEGETARIEN, unbooked, 2023-10, 12.00).
with described as (
    select *,
        lower(strip_accents(activity_label)) as activity,
        -- an empty unit is read in the label: `AL Mercredi  - Présence journée`
        coalesce(lower(strip_accents(replace(unit_label, ' ', ''))),
            regexp_extract(lower(strip_accents(activity_label)), 'demi-journee|journee|repas|pique-nique'), '') as unit,
        regexp_matches(activity, '^apm\b') as is_apm,
        regexp_matches(activity, '^(al|alm)\b') as is_day_centre,
        is_day_centre and regexp_matches(activity, 'mercredi|^alm') as is_wednesday,
        is_apm and (unit like 'matin%' or regexp_matches(activity, '\bmatin\b')) as morning,
        is_apm and (unit like 'soir%' or regexp_matches(activity, '\bsoir\b')) as evening
    from _cells
),

sorted as (
    select *,
        case
            when extract = 'CANT' then case
                when regexp_matches(meal, '^(standard|halal|sans[ -]?porc)\b') then 'REPAS_STANDARD'
                when regexp_matches(meal, '^vegetarien') then 'REPAS_VEGETARIEN'
                when regexp_matches(meal, '^panier') then 'REPAS_PAI'
                else 'REPAS_AUTRE' end
            when morning or evening then 'APM'
            when is_day_centre and regexp_matches(unit, '^r(epas)?\b') then 'REPAS_STANDARD'
            when is_day_centre and regexp_matches(unit, '^(p|panier|pique-?nique|picnic)\b') then 'REPAS_PAI'
            when is_wednesday and unit in ('j', 'jour', 'journee') then 'ALM_JOUR'
            when is_wednesday and unit in ('1/2j', '½j', '1/2journee', 'demi-journee', 'demijournee', 'dj')
                then 'ALM_DEMI'
            when activity is null or regexp_matches(activity || unit, 'halal|porc|[ck]as?c?her|[ck]osher')
                then 'ACT_AUTRE'
            else 'ACT_' || trim(upper(regexp_replace(activity || '_' || unit, '[^a-z0-9]+', '_', 'g')), '_')
        end as service,
        if(regexp_matches(meal, '\bsans res'), 'unbooked', 'present') as status
    from described
)

select extract, family_id, service, status, morning, evening, quotient, quantity, month_start, child_number,
    _file, _line,
    if(family_id <> min(family_id) over (partition by child_number, month_start),
        child_number || '-' || family_id, child_number) as child_id,
    coalesce(strftime(month_start, '%Y-%m'),
        if(regexp_matches(month_text, '[a-z]'), 'illisible', month_text)) as month,
    if(quotient is null and regexp_matches(quotient_text, '[^0-9.-]'), 'illisible', quotient_text) as quotient_text,
    if(quantity is null and coalesce(regexp_matches(quantity_text, '[^0-9.-]'), true), 'illisible', quantity_text)
        as quantity_text,
    case
        when service = 'REPAS_AUTRE' then 'Autre repas'
        when service = 'ACT_AUTRE' then 'Autre activité'
        when starts_with(service, 'ACT_') then activity_label || coalesce(' (' || unit_label || ')', '')
        end as own_label
from sorted
