-- tables = ["mandates"]
-- reason = "bad_iban"
-- column = "iban"
-- message = "IBAN invalide (longueur, pays ou clé de contrôle) : vérifiez-le sur le relevé d'identité bancaire"
-- The structure and key of an IBAN (ISO 13616) are judged by a library, which fills `bad_ibans` beforehand.
-- needs: bad_ibans, stage
-- grain: one row a rejected record
-- Example: 'FR7699999000010000000000115' is right; with its last digit changed it is rejected.
select record from stage where iban in (select iban from bad_ibans)
