-- Keeps a waiver that the council voted, under the next number (R11).
-- changes: waivers
-- grain: one row, the number given
-- $family, $month (NULL: from the oldest month on), $amount in euros, $reference, $by, $why, $now.
-- Example: after waiver 1 it gives (2).
insert into waivers by name
select
    (select coalesce(max(waiver_id), 0) + 1 from waivers) as waiver_id, $family as family_id, $month as month,
    $amount as amount, $reference as reference, $by as actor, $why as why, $now as recorded_at
returning waiver_id
