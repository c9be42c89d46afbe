-- title = "Familles jamais facturées"
-- description = "Les familles qui ont consommé et n'ont reçu aucune ligne de facture sur la période, par montant."
-- params.minimum = {label = "Montant minimal (€)", widget = "amount", default = "15,00"}
-- params.nom = {label = "Nom contenant", widget = "text"}
-- columns.family_id = {label = "Famille", format = "text"}
-- columns.payer_name = {label = "Redevable", format = "text"}
-- columns.months = {label = "Mois", format = "number"}
-- columns.gap = {label = "Reste à facturer", format = "euro"}
-- columns.method = {label = "Moyen de paiement", format = "text"}
-- drill = {page = "dossier", params = {famille = "family_id"}}
-- # A family with a cell that was billed, even without usage, is not here.
-- # Example: ('F001', 'Lenoir Alma', 5 months, 265.41, 'prélèvement').
with never as (
    select family_id, count(distinct month) as months, sum(gap) as gap
    from cells
    group by family_id
    having bool_and(billed_quantity = 0 and billed = 0) and sum(gap) > 0
)
select
    n.family_id, f.payer_name, n.months, n.gap,
    case f.payment_method
        when 'direct_debit' then 'prélèvement' when 'online' then 'en ligne' when 'cheque' then 'chèque'
        when 'cash' then 'espèces' when 'cesu' then 'CESU' when 'transfer' then 'virement'
    end as method
from never n
left join families f on n.family_id = f.family_id
where n.gap >= $minimum
    and ($nom is null or contains(strip_accents(lower(f.payer_name)), strip_accents(lower($nom))))
order by n.gap desc, n.family_id
