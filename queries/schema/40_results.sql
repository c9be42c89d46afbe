-- The results: what each run of `reconcile` found. Recomputed, never edited.
-- makes: causes, cells, claims, current_run, days, family_months, family_totals, run_causes, run_cells, run_claims,
--   run_days, run_family_months, run_family_totals, run_school_days, run_school_months, run_unknown_months, runs,
--   school_days, school_months, unknown_months
-- A run keeps its number, time, period, the hash of what it read and of what it wrote. When a run finds exactly what
-- an earlier one found, its rows are not written twice: `results_of` names the run that holds them.
-- Units: euros; months as text '2023-09'; a child_id or school_id '' means several or unknown (a merged cell).
-- The views without prefix (`cells`, `causes`, …) show the latest run: pages and analysts read those.
-- Only `runs` has a key and checks: the other tables hold millions of rows, which a key would slow down.
-- Example: select sum(gap) from cells where month = '2023-11' and status = 'unbilled'.
create table runs (
    run integer primary key, results_of integer not null, made_at timestamp, actor varchar,
    first_month varchar not null check (regexp_full_match(first_month, '[12][0-9]{3}-(0[1-9]|1[0-2])')),
    last_month varchar not null check (regexp_full_match(last_month, '[12][0-9]{3}-(0[1-9]|1[0-2])')),
    parameters varchar, input_hash varchar, output_hash varchar, expected decimal(18, 2), billed decimal(18, 2),
    gap decimal(18, 2), families_unbilled bigint,
    check (results_of between 1 and run), check (first_month <= last_month));
create table run_cells (
    run integer, family_id varchar, child_id varchar, service varchar, month varchar, school_id varchar,
    used_quantity decimal(18, 2), expected decimal(18, 2), billed_quantity decimal(18, 2), billed decimal(18, 2),
    gap decimal(18, 2), status varchar, cause varchar);
create table run_causes (
    run integer, family_id varchar, child_id varchar, service varchar, month varchar, cause varchar,
    amount decimal(18, 2), other_family_id varchar, other_month varchar);
create table run_family_months (
    run integer, family_id varchar, month varchar, expected decimal(18, 2), billed decimal(18, 2),
    gap decimal(18, 2), status varchar);
create table run_family_totals (
    run integer, family_id varchar, months_unbilled varchar, expected decimal(18, 2), billed decimal(18, 2),
    gap decimal(18, 2), to_collect decimal(18, 2), to_credit decimal(18, 2), to_review decimal(18, 2));
-- One row for each day on which attendance was expected of a school and service: at least half of the schools that
-- use the service that month sent some for that day. `received` is false where none came: unknown, never zero.
create table run_days (run integer, school_id varchar, service varchar, date date, received boolean);
-- What the cells and the days of each school add up to: summed once a run, so that a map of all schools need not read
-- every cell. A school_id '' is a merged cell. `remaining` = positive gaps and `over` = negative ones of compared cells;
-- `unknown` = billed without any attendance to compare with (R8); `covered` = billed up to what was due (`watch`).
create table run_school_months (
    run integer, month varchar, service varchar, school_id varchar, due decimal(18, 2), billed decimal(18, 2),
    remaining decimal(18, 2), over decimal(18, 2), unknown decimal(18, 2), covered decimal(18, 2), unpriced bigint,
    all_unknown boolean);
create table run_school_days (
    run integer, month varchar, service varchar, school_id varchar, expected_days bigint, unknown_days bigint);
-- what is to collect (> 0), to credit (< 0) and to review, family by month (R11), before waivers and netting
create table run_claims (
    run integer, family_id varchar, month varchar, to_collect decimal(18, 2), to_credit decimal(18, 2),
    to_review decimal(18, 2));
create table run_unknown_months (run integer, service varchar, month varchar, billed decimal(18, 2));

create view current_run as
select * from runs order by run desc limit 1;
create view cells as
select * exclude (run) from run_cells where run = (select results_of from current_run);
create view causes as
select * exclude (run) from run_causes where run = (select results_of from current_run);
create view family_months as
select * exclude (run) from run_family_months where run = (select results_of from current_run);
create view family_totals as
select * exclude (run) from run_family_totals where run = (select results_of from current_run);
create view unknown_months as
select * exclude (run) from run_unknown_months where run = (select results_of from current_run);
create view days as
select * exclude (run) from run_days where run = (select results_of from current_run);
create view claims as
select * exclude (run) from run_claims where run = (select results_of from current_run);
create view school_months as
select * exclude (run) from run_school_months where run = (select results_of from current_run);
create view school_days as
select * exclude (run) from run_school_days where run = (select results_of from current_run);
