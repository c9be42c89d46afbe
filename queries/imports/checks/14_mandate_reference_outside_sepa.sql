-- tables = ["mandates"]
-- reason = "bad_value"
-- column = "mandate_reference"
-- message = "RUM hors norme SEPA : 35 caractères au plus, lettres, chiffres et / - ? : ( ) . , ' + sans espace"
-- The mandate reference obeys the SEPA character set (EPC guidelines): no blank, no `/` at either end, no `//`.
-- needs: stage
-- grain: one row a rejected record
-- Example: 'RTM00001234-1' is right, 'MANDAT_12' and 'é1' are rejected.
select record
from stage
where length(mandate_reference) > 35
    or not regexp_full_match(mandate_reference, '[A-Za-z0-9/\-?:().,''+]+')
    or starts_with(mandate_reference, '/') or ends_with(mandate_reference, '/') or contains(mandate_reference, '//')
