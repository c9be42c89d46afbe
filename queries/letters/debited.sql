-- How many of the letters of `notice_families` go to families that pay by direct debit. Example: 10 of 286.
-- needs: notice_families
-- grain: one row
select count(*) as debited
from notice_families
join payment_methods using (family_id)
where left_out is null and method = 'direct_debit'
