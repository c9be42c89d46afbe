-- The totals of each family over the period, with what is left to collect, to credit and to review (R10, R11).
-- needs: found_claims, months_of_families
-- makes: totals_of_families
-- grain: one row a family
-- Example: ('F00000', '2023-12 2024-01', 413.40, 195.21, 218.19, 218.20, -0.01, 0.00).
create or replace temp table totals_of_families as
with months as (
    select
        family_id, string_agg(month, ' ' order by month) filter (status = 'unbilled') as months_unbilled,
        sum(expected)::decimal(18, 2) as expected, sum(billed)::decimal(18, 2) as billed,
        sum(gap)::decimal(18, 2) as gap
    from months_of_families
    group by family_id
),
owed as (
    select
        family_id, sum(to_collect)::decimal(18, 2) as to_collect, sum(to_credit)::decimal(18, 2) as to_credit,
        sum(to_review)::decimal(18, 2) as to_review
    from found_claims
    group by family_id
)
select
    coalesce(m.family_id, o.family_id) as family_id, coalesce(months_unbilled, '') as months_unbilled,
    coalesce(expected, 0) as expected, coalesce(billed, 0) as billed, coalesce(gap, 0) as gap,
    coalesce(to_collect, 0) as to_collect, coalesce(to_credit, 0) as to_credit, coalesce(to_review, 0) as to_review
from months m
full join owed o on m.family_id = o.family_id;
