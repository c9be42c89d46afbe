-- What falls due by direct debit on the next date, and how much of it can be debited: the mandate can serve that day and
-- no request or hold stands. Euros.
-- needs: mandate_choices, next_debits
-- grain: one row, or none when nothing is planned
-- Example: (2024-03-05, 51240.00, 48720.00).
select
    a.on_date as due_on, sum(a.unpaid)::decimal(18, 2) as due,
    coalesce(sum(a.unpaid) filter (
        c.subject is not null and c.reason is null and a.family_id not in (select family_id from open_requests)
        and a.family_id not in (select family_id from held_families)
    ), 0)::decimal(18, 2) as debitable
from next_debits a
left join mandate_choices c using (subject)
group by a.on_date
