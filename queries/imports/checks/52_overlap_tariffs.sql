-- tables = ["tariffs"]
-- pairs = true
-- reason = "overlap"
-- column = "qf_min"
-- message = "cette ligne de tarif en chevauche une autre : mêmes dates et mêmes quotients"
-- Tariffs of one service and residence overlap when both their dates and their brackets do; the end of an open row
-- gives way to a later grid (rules.md, Periods).
-- needs: candidates
-- grain: one row a pair that overlaps
-- Example: brackets 0-400 and 300-700 from the same day overlap; 0-400 and 400-700 do not.
select x.rank as x, y.rank as y
from candidates x
join candidates y on x.service = y.service and x.resident is not distinct from y.resident
where x.rank < y.rank
    and (x.qf_max is null or y.qf_min < x.qf_max) and (y.qf_max is null or x.qf_min < y.qf_max)
    and (x.valid_from = y.valid_from
        or (x.valid_from < y.valid_from and x.valid_to > y.valid_from)
        or (y.valid_from < x.valid_from and y.valid_to > x.valid_from))
