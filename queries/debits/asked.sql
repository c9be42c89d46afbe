-- The question put to `mandates/mandate_choices`: which mandate debits each wanted instalment on its due date (R13).
-- needs: wanted_instalments
-- makes: asked
-- grain: one row an instalment
-- Example: ('RT0000000001', 'F1', 2024-03-05).
create or replace temp table asked as
select instalment_id as subject, family_id, due_on as on_date
from wanted_instalments;
