-- From version 5 to 6.
-- What contract version 3 adds to the ledger: each block says what it makes and why.

-- The causes of a run name the partner of a pair (R9.2, R9.3); what earlier runs found stays as it was.
drop view causes;
alter table run_causes add column other_family_id varchar;
alter table run_causes add column other_month varchar;
create view causes as
select * exclude (run) from run_causes where run = (select results_of from current_run);

-- An import says how many rows it withdrew.
create table withdrawals (import_id integer, table_name varchar, rows bigint);
