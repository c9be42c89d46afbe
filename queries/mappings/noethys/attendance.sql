-- Purpose: one use a charge that has `consommations`; a day and its meal are one charge, so one use.
-- needs: _charges
-- grain: one row a charge that has `consommations`
-- Rule: the charge's state and quantity come from _charges.sql, its factor from status_rules.sql. A charge by time
--   whose time is nowhere to be read is rejected, not counted as an hour.
-- Example: charge 3 gives (NOETHYS-3, 3, T3, 2011-06-08, 1.00, reservation).
select 'NOETHYS-' || charge_id as attendance_id, child_id, service, date,
    coalesce(quantity::varchar, 'illisible') as quantity, status, recorded_at, _file, _line
from _charges
where status is not null
order by _line
