-- The debits that failed under the filters, the latest first, the code beside its words; at most $rows (NULL = all).
-- needs: scope
-- grain: one row a debit that failed
-- Example: (2024-03-07, 'F12', 'Klein Noé', 2, 2024-03-05, 60.00, 'AM04 Provision insuffisante', …).
select
    booked_on, family_id, payer_name, number, requested_on, end_to_end_id, amount,
    concat_ws(' ', reason, meaning) as reason, action, hold_id is not null as is_held
from scope
order by booked_on desc, return_id desc
limit $rows
