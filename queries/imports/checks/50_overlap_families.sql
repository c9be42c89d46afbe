-- tables = ["residences", "quotients"]
-- pairs = true
-- reason = "overlap"
-- column = "valid_from"
-- message = "cette période en chevauche une autre de la même famille"
-- Two periods of one family overlap when the earlier one says an end after the later one's start; an open period
-- ends by itself where the later one starts (rules.md, Periods). `candidates` holds what would be in the ledger,
-- with `rank` -1 for what is there already, else the ordinal in the file; y is the one to reject.
-- needs: candidates
-- grain: one row a pair that overlaps
-- Example: [2023-09-01, 2023-12-01) and [2023-11-01, ) overlap; [2023-09-01, ) and [2023-11-01, ) do not.
select x.rank as x, y.rank as y
from candidates x
join candidates y on x.family_id = y.family_id
where x.rank < y.rank
    and (x.valid_from = y.valid_from
        or (x.valid_from < y.valid_from and x.valid_to > y.valid_from)
        or (y.valid_from < x.valid_from and y.valid_to > x.valid_from))
