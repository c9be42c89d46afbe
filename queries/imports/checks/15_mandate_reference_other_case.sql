-- tables = ["mandates"]
-- reason = "bad_value"
-- column = "mandate_reference"
-- message = "cette RUM existe déjà avec d'autres majuscules, et la banque n'y voit qu'un mandat : reprenez la RUM connue"
-- Banks compare references without regard to case (sepa.md, section 1): two that differ by case alone would be debited
-- as two first collections of one mandate. The one the ledger or our forms know stands, else the first of the file.
-- needs: stage
-- grain: one row a rejected record
-- Example: 'rtm00000001-1' beside our form 'RTM00000001-1' is rejected.
with known as (
    select mandate_reference, -1 as record from mandates
    union all
    select mandate_reference, -1 from mandate_forms
    union all
    select mandate_reference, record from stage where mandate_reference is not null
),
standing as (
    select lower(mandate_reference) as folded, arg_min(mandate_reference, record) as mandate_reference
    from known
    group by folded
    having count(distinct mandate_reference) > 1
)
select s.record
from stage s
join standing t on lower(s.mandate_reference) = t.folded
where s.mandate_reference <> t.mandate_reference
    and s.mandate_reference not in (select mandate_reference from mandates)
