-- Notes what a new ledger is: the version of its schema, when it was made, and that it is no sample city yet.
-- changes: ledger_info
-- Parameters: $version, $created_at.
insert into ledger_info by name
select $version as version, $created_at as created_at, false as sample_city
