-- tables = ["residences", "payers", "quotients", "tariffs", "exemptions"]
-- reason = "bad_value"
-- column = "valid_to"
-- message = "la fin de période doit venir après son début (le jour de fin n'est pas compris)"
-- Periods include valid_from and exclude valid_to (rules.md, Periods).
-- needs: stage
-- grain: one row a rejected record
-- Example: 2023-09-01 to 2023-09-01 is no period and is rejected.
select record from stage where valid_to <= valid_from
