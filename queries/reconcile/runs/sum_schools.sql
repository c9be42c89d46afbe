-- Sums the cells and the days of run $run by month, service and school (tables and units: schema/40_results.sql).
-- changes: run_school_days, run_school_months
-- Example: cells due 100.00, billed 40.00 and due 10.00, billed 12.00 give due 110.00, billed 52.00, remaining 60.00,
-- over 2.00, covered 50.00.
insert into run_school_months by name
select
    run, month, service, school_id, sum(expected) as due, sum(billed) as billed,
    sum(if(status <> 'unknown', greatest(gap, 0), 0)) as remaining,
    sum(if(status <> 'unknown', greatest(-gap, 0), 0)) as over, sum(if(status = 'unknown', billed, 0)) as unknown,
    sum(greatest(least(billed, expected), 0)) as covered, count_if(status = 'unpriced') as unpriced,
    bool_and(status = 'unknown') as all_unknown
from run_cells
where run = $run
group by run, month, service, school_id;

insert into run_school_days by name
select
    run, strftime(date_trunc('month', date), '%Y-%m') as month, service, school_id, count(*) as expected_days,
    count_if(not received) as unknown_days
from run_days
where run = $run
group by run, date_trunc('month', date), service, school_id;
