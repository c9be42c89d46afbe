-- The head of each letter of `batch`: the addressee, the means of payment, the sums between what is owed and what is
-- asked, euros. Parameter: $on, the day of the letters. Months come from the run the plan was made from.
-- needs: batch, letter_runs, notice_mandates
-- grain: one row a family of the batch
-- `credit`: what is left to credit and what was asked too much; `replaces`: a letter went out before; `same_day`: how many
-- did on that same day.
-- Example: (F1, Alma Weber, …, direct_debit, 2023-09, 2024-01, waived 0, netted 0, paid 0, credit 11.85, …)
with told as (
    select family_id, count_if(sent_on = $on) as same_day from letters where kind = 'notice' group by family_id
)
select
    f.family_id, f.payer_name, f.address_line, f.postal_code, f.town, f.country, m.method, r.first_month as first,
    r.last_month as last, coalesce(b.waived, 0) as waived, coalesce(b.netted, 0) as netted, coalesce(b.paid, 0) as paid,
    (coalesce(b.credit, 0) + coalesce(b.excess, 0))::decimal(18, 2) as credit, d.state as mandate_state,
    d.reference as mandate_reference, d.iban, t.family_id is not null as replaces,
    coalesce(t.same_day, 0) as same_day
from batch n
join families f on n.family_id = f.family_id
join payment_methods m on n.family_id = m.family_id
left join plan_balances b on n.family_id = b.family_id
join letter_runs r on n.family_id = r.family_id
left join notice_mandates d on n.family_id = d.family_id
left join told t on n.family_id = t.family_id
order by f.family_id
