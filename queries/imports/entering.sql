-- The rows of the file that would enter the ledger so far: neither rejected, nor a copy, nor there unchanged.
-- needs: stage, faults, repeats, matches
-- makes: entering
-- grain: one row a record
create or replace temp table entering as
select *
from stage
where record not in (select record from faults)
    and record not in (select record from repeats)
    and record not in (select record from matches where same)
