-- The debits to write with what the bank must read of each: holder, account, address and what the debit is for.
-- needs: debit_drafts
-- grain: one row a debit, in the order of the file: by date, sequence and end-to-end id
-- What for: the categories of the family's services with something to collect, and the months; never a child's name.
-- Example: ('RT0000000001-1', …, 'Alma Weber', 'F1', ['restauration'], '2023-09', '2024-01', 1, 3).
with months_owed as (
    select family_id, min(month) as first_month, max(month) as last_month
    from claims
    where to_collect > 0
    group by family_id
),
categories_owed as (
    select c.family_id, list_sort(list(distinct s.category)) as categories
    from cells c
    join services s using (service)
    where c.gap > 0 and c.status <> 'unknown'
    group by c.family_id
),
last_numbers as (
    select family_id, max(number) as last_number from instalment_states where state <> 'proposed' group by family_id
)
select
    d.end_to_end_id, d.block, d.sequence, d.due_on as requested_on, d.amount, d.mandate_reference, d.signed_on, d.iban,
    d.bic, d.account_holder, f.payer_name, d.family_id, f.address_line, f.postal_code, f.town, f.country,
    c.categories, m.first_month, m.last_month, d.number, n.last_number
from debit_drafts d
join families f using (family_id)
left join months_owed m using (family_id)
left join categories_owed c using (family_id)
left join last_numbers n using (family_id)
order by d.due_on, d.sequence, d.end_to_end_id
