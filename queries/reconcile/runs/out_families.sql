-- families.csv of a run: the families that have a cell or something to collect or credit (R11).
-- grain: one row a family
-- Example: F00000,Dupont Zoé,2023-12 2024-01,413.40,195.21,218.19,218.20,-0.01
select
    t.family_id, f.payer_name, nullif(t.months_unbilled, '') as months_unbilled, t.expected, t.billed, t.gap,
    t.to_collect, t.to_credit
from run_family_totals t
join runs r on t.run = r.results_of
left join families f on t.family_id = f.family_id
where r.run = $run
order by t.family_id
