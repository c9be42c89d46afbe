-- How many families of the campaign the filters keep. Parameters: $states, $text. Example: (240).
-- needs: campaign
-- grain: one row
select count(*)::integer as families
from campaign
where (len($states::varchar[]) = 0 or list_contains($states::varchar[], state))
    and ($text is null or family_id = $text or contains(strip_accents(lower(payer_name)), strip_accents(lower($text))))
