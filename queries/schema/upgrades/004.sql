-- From version 3 to 4: what the cells and the days of each school add up to is kept with the run, for those made before
-- too. Example: a ledger of version 3 with run 12 has run 12's sums once it was opened.
create table run_school_months (
    run integer, month varchar, service varchar, school_id varchar, due decimal(18, 2), billed decimal(18, 2),
    remaining decimal(18, 2), over decimal(18, 2), unknown decimal(18, 2), covered decimal(18, 2), unpriced bigint,
    all_unknown boolean);
create table run_school_days (
    run integer, month varchar, service varchar, school_id varchar, expected_days bigint, unknown_days bigint);
create view school_months as
select * exclude (run) from run_school_months where run = (select results_of from current_run);
create view school_days as
select * exclude (run) from run_school_days where run = (select results_of from current_run);

insert into run_school_months by name
select
    run, month, service, school_id, sum(expected) as due, sum(c.billed) as billed,
    sum(if(status <> 'unknown', greatest(gap, 0), 0)) as remaining,
    sum(if(status <> 'unknown', greatest(-gap, 0), 0)) as over, sum(if(status = 'unknown', c.billed, 0)) as unknown,
    sum(greatest(least(c.billed, expected), 0)) as covered, count_if(status = 'unpriced') as unpriced,
    bool_and(status = 'unknown') as all_unknown
from run_cells c
group by run, month, service, school_id;

insert into run_school_days by name
select
    run, strftime(date_trunc('month', date), '%Y-%m') as month, service, school_id, count(*) as expected_days,
    count_if(not received) as unknown_days
from run_days
group by run, date_trunc('month', date), service, school_id;
