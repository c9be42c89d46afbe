-- Purpose: the invoices, cancelled ones included (`annulation`).
-- needs: comptes_payeurs, factures
-- grain: one row an invoice
-- Example: invoice 1 of account 1 edited on 2011-03-18 gives (1, 1, 2011-03-18, issued).
select IDfacture as invoice_id, comptes_payeurs.IDfamille as family_id, left(factures.date_edition, 10) as issued_on,
    left(date_echeance, 10) as due_on, if(lower(etat) like 'annul%', 'cancelled', 'issued') as status,
    factures._file, factures._line
from factures
left join comptes_payeurs on comptes_payeurs.IDcompte_payeur = factures.IDcompte_payeur
order by factures._line
