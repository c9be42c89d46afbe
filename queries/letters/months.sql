-- Month by month, what each family of `batch` used, what ordinary documents billed, what is to collect, euros (R11).
-- needs: letter_catch_up, letter_runs
-- grain: one row a family and month
-- Example: (F1, 2023-09, used 265.41, billed 0.00, owed 265.41)
with months as (
    select m.family_id, m.month, m.expected, m.billed, 0 as caught_up
    from letter_runs r
    join run_family_months m on r.family_id = m.family_id and r.results_of = m.run
    union all
    select family_id, month, 0, 0, billed from letter_catch_up
),
sums as (
    select
        family_id, month, sum(expected)::decimal(18, 2) as used,
        (sum(billed) - sum(caught_up))::decimal(18, 2) as billed
    from months
    group by family_id, month
)
select s.family_id, s.month, s.used, s.billed, coalesce(o.to_collect, 0)::decimal(18, 2) as owed
from sums s
join letter_runs r on s.family_id = r.family_id
left join run_claims o on s.family_id = o.family_id and s.month = o.month and r.results_of = o.run
where s.used <> 0 or s.billed <> 0
order by s.family_id, s.month
