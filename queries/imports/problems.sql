-- The fate of the rejected records: each has its first reason, and of two faults of one rank the one found first.
-- A copy of a rejected row is rejected with it.
-- Parameter: $reasons, the codes of the reasons in the order of their rank.
-- needs: faults, repeats
-- makes: problems
-- changes: faults
-- grain: one row a record
-- Example: a row without a date and with an unknown child gives (811, 'missing_value', 'date', …) alone.
insert into faults (record, rank, column_name, message)
select r.record, f.rank, f.column_name, f.message
from repeats r
join faults f on f.record = r.first
where r.record not in (select record from faults)
order by r.record, f.rowid;

create or replace temp table problems as
select
    record, arg_min(reason, place) as reason, arg_min(column_name, place) as column_name,
    arg_min(message, place) as message
from (select *, row(rank, rowid) as place, list_extract($reasons, rank + 1) as reason from faults)
group by record;
