-- What came back and what to do next, the latest first (R13, sepa.md section 7); amounts in euros.
-- `action` is the code's, or its `again` when the family already had a failure of that reason.
-- Example: (2024-03-07, 'F12', 2, 'RT0000000012-1', 60.00, 'AM04', 'Provision insuffisante', 'replanifier', NULL).
with failed as (
    select
        r.*, e.family_id, e.number, e.mandate_reference,
        row_number() over (partition by e.family_id, r.reason order by r.return_id) > 1 as is_again
    from returns r
    join debit_entries e using (end_to_end_id)
)
select
    f.booked_on, f.family_id, f.number, f.end_to_end_id, f.amount, f.reason, coalesce(c.meaning, o.meaning) as meaning,
    case when f.is_again then coalesce(c.again, c.action, o.action) else coalesce(c.action, o.action) end as action,
    h.hold_id
from failed f
left join reason_codes c on f.reason = c.code
left join reason_codes o on o.code = '*'
left join holds h on f.end_to_end_id = h.end_to_end_id and h.released_at is null
order by f.return_id desc
