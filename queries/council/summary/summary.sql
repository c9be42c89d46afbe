-- « Synthèse du rattrapage » : the published totals of the latest run.
-- needs: summary
-- grain: one row, or none before the first run
-- Runs on the council's own database; columns and masking: queries/council/publish/40_published.sql.
-- Example: due 247,443.32 = billed 121,832.62 + remaining 127,418.70 − over 1,808.00; 900 families.
select * from summary
