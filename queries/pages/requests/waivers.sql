-- « Remises votées », the latest first; euros. A waiver without a month is taken from the oldest ones (R11).
-- grain: one row a waiver
-- Example: (2, 2024-02-20, 'F00012', 'Klein Noé', '2023-09', 60.00, 'DEL-2024-17', 'Mme Roth').
select
    w.waiver_id, w.recorded_at::date as recorded_on, w.family_id, f.payer_name,
    (w.month || '-01')::date as month, w.amount, w.reference, w.actor
from waivers w
left join families f using (family_id)
order by w.waiver_id desc
