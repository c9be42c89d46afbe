-- The forms whose state on paper can be noted: printed and not valid yet.
-- needs: campaign
-- grain: one row a form
-- Example: ('RTM00000001-1', 'F1', 'Alma Weber', 'sent').
select mandate_reference, family_id, payer_name, state
from campaign
where state in ('to_send', 'sent', 'received', 'incomplete') and mandate_reference is not null
order by mandate_reference
