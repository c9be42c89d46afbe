-- Purpose: which states of a use are charged, service by service.
-- needs: _bands, _charges, consommations
-- grain: one row a service and state
-- Rule: those that the tariff names in `etats` count 1, every other state met or known 0 (`attente` is a waiting list).
-- Example: T3 with `reservation;present;absenti` gives (T3, reservation, 1), (T3, attente, 0), …
with states as (
    select unnest(['present', 'reservation', 'absenti', 'absentj', 'attente', 'refus']) as state
    union
    select coalesce(etat, 'inconnu') from consommations
),

services as (
    select service, states from _bands
    union
    select service, states from _charges
)

select service,
    case state when 'absenti' then 'absent_unexcused' when 'absentj' then 'absent_excused' else state end as status,
    list_contains(string_split_regex(states, '[;, ]+'), state)::integer as factor
from services, states
order by service, status
