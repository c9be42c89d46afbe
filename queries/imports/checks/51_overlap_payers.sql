-- tables = ["payers"]
-- pairs = true
-- reason = "overlap"
-- column = "valid_from"
-- message = "cette période de payeur en chevauche une autre du même enfant"
-- As for families' periods, among rows of one child that share a week parity (`all` shares both).
-- needs: candidates
-- grain: one row a pair that overlaps
-- Example: `even` from 2023-09-01 beside `odd` from 2023-09-01 is right; `all` from the same day overlaps both.
select x.rank as x, y.rank as y
from candidates x
join candidates y on x.child_id = y.child_id
where x.rank < y.rank
    and (x.weeks = y.weeks or x.weeks = 'all' or y.weeks = 'all')
    and (x.valid_from = y.valid_from
        or (x.valid_from < y.valid_from and x.valid_to > y.valid_from)
        or (y.valid_from < x.valid_from and y.valid_to > x.valid_from))
