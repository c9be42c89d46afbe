-- What « Écarts à traiter » looks at: the cells of the latest run under the page's filters.
-- makes: scope
-- grain: one row a cell
-- Parameters: $months, $statuses, $causes (lists, empty = all), $service, $school (NULL = all), $text (part of a payer's
-- name, whatever its case and accents, or a family number; NULL = all), $minimum (euros: families whose gaps of compared
-- cells add up to at least that, in either direction).
-- Example: $months ['2023-11'], $minimum 100.00 keeps the November cells of the families with a gap of 100.00 or more
-- in November.
create or replace temp table scope as
with named as (
    select distinct family_id
    from families
    where $text is not null and (
        family_id = $text or contains(strip_accents(lower(payer_name)), strip_accents(lower($text))))
),
chosen as (
    select *
    from cells
    where (len($months::varchar[]) = 0 or list_contains($months::varchar[], month))
        and ($service is null or service = $service)
        and ($school is null or school_id = $school)
        and (len($statuses::varchar[]) = 0 or list_contains($statuses::varchar[], status))
        and (len($causes::varchar[]) = 0 or list_contains($causes::varchar[], cause))
        and ($text is null or family_id in (select family_id from named))
),
small as (
    select family_id
    from chosen
    where $minimum > 0
    group by family_id
    having abs(coalesce(sum(gap) filter (status <> 'unknown'), 0)) < $minimum
)
select * from chosen anti join small using (family_id);
