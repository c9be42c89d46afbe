-- Purpose: the direct-debit mandates (RUM) given to the former system.
-- needs: mandats
-- grain: one row a mandate
-- Rule: `legacy`, for they were signed for another tool's collections: debits are made on them only when asked
--   (R13). An inactive one is revoked. Holder by default: the family's account holders are on its own row.
-- Example: RUM 1 of family 14, signed on 2014-01-01, gives (1, 14, FR76 9999 9000 …, active, legacy).
select rum as mandate_reference, IDfamille as family_id, iban, bic, individu_nom as account_holder,
    left("date", 10) as signed_on, if(coalesce(actif, '1') in ('1', 'true', 'True'), 'active', 'revoked') as status,
    'legacy' as origin, _file, _line
from mandats
order by _line
