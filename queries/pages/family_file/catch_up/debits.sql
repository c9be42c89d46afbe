-- The debits of a family: asked, presented, refused or returned, newest first; euros (R13).
-- grain: one row a debit
-- Parameter: $family. `fate`: voided, failed (with its reason), presented.
-- Example: ('RT0000000001-1', 1, 2024-03-05, 60.00, 'RT20240228-0001', 'failed', 'AM04', 'Provision insuffisante').
with reasons as (
    select end_to_end_id, arg_max(reason, return_id) as reason, max(booked_on) as booked_on
    from returns
    where undone_at is null
    group by end_to_end_id
)
select
    e.end_to_end_id, e.number, e.requested_on, e.amount, e.message_id,
    case
        when f.state = 'voided' then 'voided'
        when r.end_to_end_id is not null then 'failed'
        else 'presented'
    end as fate,
    r.reason, coalesce(c.meaning, case when r.reason is not null then o.meaning end) as meaning, r.booked_on
from debit_entries e
join debit_files f using (message_id)
left join reasons r using (end_to_end_id)
left join reason_codes c on r.reason = c.code
left join reason_codes o on o.code = '*'
where e.family_id = $family
order by e.requested_on desc, e.end_to_end_id desc
