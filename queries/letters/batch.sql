-- The families whose letters are written together, and the run that the plan of each was made from.
-- makes: batch, letter_catch_up, letter_runs
-- grain of batch: one row a family
-- grain of letter_runs: one row a family
-- grain of letter_catch_up: one row a family, child, service and month that catch-up documents bill
-- `letter_catch_up` is what catch-up documents known to that run bill: letters count as if there were none (R11).
-- Parameter: $families. Example: (F1, 12, 2023-09, 2024-01, 2024-02-06 08:12)
create or replace temp table batch as select unnest($families::varchar[]) as family_id;

create or replace temp table letter_runs as
select n.family_id, r.results_of, r.first_month, r.last_month, r.made_at
from batch n
left join positions p on n.family_id = p.family_id
left join plannings g on p.planning_id = g.planning_id
join runs r on r.run = coalesce(g.run, (select max(run) from runs));

create or replace temp table letter_catch_up as
select
    i.family_id, coalesce(l.child_id, '') as child_id, l.service, l.month,
    sum(case i.kind when 'credit_note' then -l.amount else l.amount end)::decimal(18, 2) as billed
from invoices i
join letter_runs r on i.family_id = r.family_id
join imports m on i.import_id = m.import_id and m.finished_at <= r.made_at
join invoice_lines l on i.invoice_id = l.invoice_id
where i.origin = 'catch_up' and i.status = 'issued' and l.month between r.first_month and r.last_month
group by all;
