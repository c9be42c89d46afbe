-- Purpose: each charge of use (`prestations`, category `consommation`) with its service, child, state and quantity.
-- needs: _bands, comptes_payeurs, consommations, prestations
-- makes: _charges
-- grain: one row a charge
-- Rule: what was used is read in its `consommations`: the charge's state is a billable one if there is any (by its
--   tariff's list), the stay is the time they cover, overlaps counted once. The band is that of the stay, else of the
--   time billed. Quantity: 1; for a price by time, the time billed (`temps_facture`), else the stay rounded up to the
--   tariff's unit; times `quantite` where Noethys counts several.
--   A child belongs to the family of its first charge; other families' days are said by payers.sql. Charged to two
--   families on one day, the child is `<child>-<family>` for the second, for attendance names no family.
--   An activity's name may hold what must not be kept: labels are made in services.sql only.
-- Example: charge 3 of 2011-06-08 (tariff 3, a day and a meal both `reservation`) gives
--   (3, family 1, child 3, 2011-06-08, T3, reservation, 1.00, 12.00).
with tariff_states as (
    select distinct tariff_id, states from _bands
),

charges as (
    select IDprestation, prestations.IDactivite, IDfacture, "date", montant_initial,
        prestations._file, prestations._line,
        nullif(IDtarif, '0') as tariff_id,
        coalesce(nullif(prestations.IDfamille, '0'), comptes_payeurs.IDfamille) as family_id,
        nullif(prestations.IDindividu, '0') as child_number,
        coalesce(states, 'reservation;present;absenti') as states,
        try_cast(split_part(temps_facture, ':', 1) as integer) * 60
            + try_cast(split_part(temps_facture, ':', 2) as integer) as billed_minutes
    from prestations
    left join comptes_payeurs on comptes_payeurs.IDcompte_payeur = prestations.IDcompte_payeur
    left join tariff_states on tariff_states.tariff_id = prestations.IDtarif
    where categorie = 'consommation'
),

uses as (
    select consommations.IDprestation, IDindividu, "date" as used_on, etat, quantite, date_saisie,
        list_contains(string_split_regex(states, '[;, ]+'), etat) as billable,
        try_cast(split_part(heure_debut, ':', 1) as integer) * 60
            + try_cast(split_part(heure_debut, ':', 2) as integer) as starts,
        try_cast(split_part(heure_fin, ':', 1) as integer) * 60
            + try_cast(split_part(heure_fin, ':', 2) as integer) as ends
    from consommations
    join (select IDprestation, min(states) as states from charges group by IDprestation) as charged
        on charged.IDprestation = consommations.IDprestation
),

stays as (
    select *,
        -- what this use adds to the earlier ones of the day, when it counts
        if(billable, greatest(ends - greatest(starts, coalesce(max(ends) filter (billable) over (
            partition by IDprestation, used_on order by starts, ends
            rows between unbounded preceding and 1 preceding), starts)), 0), 0) as added
    from uses
),

used as (
    select IDprestation,
        arg_min(coalesce(etat, 'inconnu'), (not coalesce(billable, false), coalesce(list_position(
            ['present', 'reservation', 'absenti', 'absentj', 'attente', 'refus'], etat), 9), etat)) as state,
        nullif(sum(added), 0) as stay,
        greatest(max(try_cast(quantite as integer)), 1) as times,
        max(date_saisie) as recorded_at,
        min(nullif(IDindividu, '0')) as child_number
    from stays
    group by IDprestation
),

bands as (
    -- the whole day also takes charges whose stay is unknown
    select distinct tariff_id, service, counted_in, minutes, stay_max,
        if(stay_min = 0 and stay_max >= 1439, -1, stay_min) as stay_min
    from _bands
),

placed as (
    select charges.* replace (coalesce(charges.child_number, used.child_number) as child_number),
        state, recorded_at, coalesce(times, 1) as times,
        coalesce(service, 'T' || charges.tariff_id, 'A' || coalesce(IDactivite, '')) as service,
        coalesce(nullif(billed_minutes, 0), (stay + minutes - 1) // minutes * minutes) as counted_minutes,
        case counted_in
            when 'hour' then (counted_minutes * 10 + 3) // 6
            when 'time' then (counted_minutes + minutes - 1) // minutes * 100
            else 100 end as hundredths
    from charges
    left join used on used.IDprestation = charges.IDprestation
    left join bands on bands.tariff_id = charges.tariff_id
        and coalesce(least(coalesce(stay, billed_minutes), 1439), -1) between bands.stay_min and bands.stay_max
    qualify row_number() over (partition by charges.IDprestation, charges._line order by bands.stay_min) = 1
),

settled as (
    select *, first_value(family_id) over (
        partition by child_number order by "date", try_cast(IDprestation as bigint)) as main_family
    from placed
),

owed as (
    select *,
        if(bool_or(family_id = main_family) over child_day, main_family, min(family_id) over child_day) as day_family
    from settled
    window child_day as (partition by child_number, "date")
)

select IDprestation as charge_id, nullif(IDfacture, '0') as invoice_id,
    family_id, day_family, main_family, child_number,
    if(family_id = day_family, child_number, child_number || '-' || family_id) as child_id,
    coalesce(try_cast(left("date", 10) as date)::varchar, "date") as date,
    service, tariff_id, IDactivite as activity_id, states,
    case state when 'absenti' then 'absent_unexcused' when 'absentj' then 'absent_excused' else state end as status,
    (hundredths * times * 0.01)::decimal(12, 2) as quantity,
    try_cast(replace(montant_initial, ',', '.') as decimal(12, 2)) as amount,
    montant_initial as amount_text,
    recorded_at, _file, _line
from owed
