-- The families of the campaign under the filters, those to act on first, in the order of their form's way.
-- needs: campaign
-- grain: one row a family
-- Parameters: $states, all when empty; $text, a family's number or a part of a name; $rows, all when NULL.
-- Example: ('F1', 'Alma Weber', 'RTM00000001-1', 'sent', NULL, 'mandate_to_renew').
select family_id, payer_name, mandate_reference, state, signed_on, reason
from campaign
where (len($states::varchar[]) = 0 or list_contains($states::varchar[], state))
    and ($text is null or family_id = $text or contains(strip_accents(lower(payer_name)), strip_accents(lower($text))))
order by list_position(['incomplete', 'received', 'sent', 'to_send', 'held', 'valid'], state), family_id
limit $rows
