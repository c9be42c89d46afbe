-- Purpose: the payments received, with the invoice they settle.
-- needs: comptes_payeurs, factures, prestations, reglements, ventilation
-- grain: one row a payment
-- Rule: a payment stays whole. Noethys spreads a payment over charges (`ventilation`): the invoice that gets most
--   of it is named, so that the payment never settles a catch-up by itself; none where no invoiced charge gets any.
-- Example: payment 1 of 24.0, spread over two charges of invoice 1, gives (1, 1, 1, 2011-03-18, 24.00).
with spread as (
    select ventilation.IDreglement, prestations.IDfacture,
        sum(try_cast(ventilation.montant as decimal(12, 2))) as amount
    from ventilation
    join prestations on prestations.IDprestation = ventilation.IDprestation
    join factures on factures.IDfacture = prestations.IDfacture
    group by ventilation.IDreglement, prestations.IDfacture
),

settled as (
    select IDreglement, arg_max(IDfacture, (amount, -try_cast(IDfacture as bigint))) as IDfacture
    from spread
    group by IDreglement
)

select reglements.IDreglement as payment_id, comptes_payeurs.IDfamille as family_id, settled.IDfacture as invoice_id,
    left(reglements."date", 10) as paid_on,
    coalesce(try_cast(replace(reglements.montant, ',', '.') as decimal(12, 2))::varchar, reglements.montant) as amount,
    reglements._file, reglements._line
from reglements
left join comptes_payeurs on comptes_payeurs.IDcompte_payeur = reglements.IDcompte_payeur
left join settled on settled.IDreglement = reglements.IDreglement
order by reglements._line
