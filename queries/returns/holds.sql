-- The holds that stand, the oldest first, with what their reason means.
-- grain: one row a hold
-- Example: (3, 'mandate', 'RTM00000012-1', 'AC04', 'Compte clos', 2024-03-07 09:12:00).
select h.hold_id, h.scope, h.subject, h.reason, coalesce(c.meaning, o.meaning) as meaning, h.placed_at
from holds h
left join reason_codes c on h.reason = c.code
left join reason_codes o on o.code = '*'
where h.released_at is null
order by h.hold_id
