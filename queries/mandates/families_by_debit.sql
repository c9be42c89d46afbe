-- The families that pay by direct debit, and the day their mandate must still serve: the last of their open
-- instalments, or $on when none is later.
-- makes: families_by_debit
-- grain: one row a family that pays by direct debit
-- Parameter: $on. `subject` is the family: the choice of mandates asks for it so. Example: ('F1', 'F1', 2024-05-06).
create or replace temp table families_by_debit as
select m.family_id as subject, m.family_id, greatest($on::date, max(i.due_on)) as on_date
from payment_methods m
left join instalment_states i
    on m.family_id = i.family_id and i.state in ('proposed', 'approved', 'announced')
where m.method = 'direct_debit'
group by m.family_id;
