-- Sums the cells and the days of run $run by month, service and school (tables and units: schema/40_results.sql).
-- changes: run_school_days, run_school_months
-- Example: cells due 100.00, billed 40.00 and due 10.00, billed 12.00 give due 110.00, billed 52.00, remaining 60.00,
-- over 2.00, covered 50.00.
insert into run_school_months
select
    run, month, service, school_id, sum(expected), sum(billed), sum(if(status <> 'unknown', greatest(gap, 0), 0)),
    sum(if(status <> 'unknown', greatest(-gap, 0), 0)), sum(if(status = 'unknown', billed, 0)),
    sum(greatest(least(billed, expected), 0)), count_if(status = 'unpriced'), bool_and(status = 'unknown')
from run_cells
where run = $run
group by run, month, service, school_id;

insert into run_school_days
select
    run, strftime(date_trunc('month', date), '%Y-%m'), service, school_id, count(*), count_if(not received)
from run_days
where run = $run
group by run, date_trunc('month', date), service, school_id;
