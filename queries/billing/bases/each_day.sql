-- Every child of interest is counted day by day, so that the evidence can name the days; it stands in the place of
-- 20_changes, which says where the chain itself must do so. Amounts are the same either way: R5 groups by unit price.
-- makes: changed_months, changed_tariffs
-- grain of changed_months: one row a child and month with attendance
-- grain of changed_tariffs: one row a service and month; none here
-- Example: C1 with attendance from September to November 2023 gives (C1, 2023-09-01), (C1, 2023-10-01), (C1, 2023-11-01).
create or replace temp table changed_months as
select distinct child_id, date_trunc('month', date)::date as month from attendance;

-- no service is counted otherwise because of its tariff: all days already are
create or replace temp table changed_tariffs as
select null::varchar as service, null::date as month limit 0;
