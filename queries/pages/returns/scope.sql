-- What « Retours de la banque » looks at: each debit that failed with what to do next, the latest first (R13,
-- sepa.md, section 7), under the page's filters.
-- makes: scope
-- grain: one row a debit that failed
-- Parameters: $file, the SHA-256 of one message (NULL = all); $actions, what to do next (empty = all). Euros.
-- `action` is the code's, or its `again` when the family already had a failure of that reason.
-- Example: (2024-03-07, 'F12', 'Klein Noé', 2, 2024-03-05, 'RT0000000012-1', 60.00, 'AM04', 'Provision insuffisante',
--   'replanifier', NULL).
create or replace temp table scope as
with failed as (
    select
        r.*, e.family_id, e.number, e.requested_on,
        row_number() over (partition by e.family_id, r.reason order by r.return_id) > 1 as is_again
    from returns r
    join debit_entries e using (end_to_end_id)
    where r.undone_at is null
),
judged as (
    select
        f.return_id, f.sha256, f.booked_on, f.family_id, p.payer_name, f.number, f.requested_on, f.end_to_end_id,
        f.amount, f.reason, coalesce(c.meaning, o.meaning) as meaning,
        case when f.is_again then coalesce(c.again, c.action, o.action) else coalesce(c.action, o.action) end as action,
        h.hold_id
    from failed f
    left join families p using (family_id)
    left join reason_codes c on f.reason = c.code
    left join reason_codes o on o.code = '*'
    left join holds h on f.end_to_end_id = h.end_to_end_id and h.released_at is null
)
select * exclude (sha256)
from judged
where ($file is null or sha256 = $file)
    and (len($actions::varchar[]) = 0 or list_contains($actions::varchar[], action));
