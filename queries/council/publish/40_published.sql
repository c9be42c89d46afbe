-- The council's figures, step 4 of 4: the tables that the council's own database receives, and nothing else.
-- needs: council_cells, council_hidden, council_labels, council_months, council_rows, is_small()
-- makes: council_progress, council_sums, mean(), percent_of(), published_causes, published_months,
--   published_quotients, published_services, published_summary
-- grain of published_months: one row a month
-- grain of council_sums: one row a kind and code
-- grain of published_services: one row a service
-- grain of published_quotients: one row a bracket of quotients
-- grain of published_causes: one row a cause
-- grain of council_progress: one row
-- grain of published_summary: one row, or none before the first run
-- A hidden figure is NULL and its row has `masked`; everything else is told to the cent.
-- published_months  month, due, billed, covered, remaining, masked
-- published_causes  cause, families, amount, masked; published_services and published_quotients  label, families,
--                   remaining, mean, masked (a family counts in each row where it owes something)
-- published_summary due = covered + remaining + secret_due, and due = billed + remaining - over - unknown
--                   + secret_due when those are told; `secret_due` is the due of the months that are `due_only`;
--                   `difference` checks the run itself; shares are whole percents, rounded down, of what is to collect.
-- Example: three families in all: every figure is NULL, every row masked, and the page says so.
create or replace temp macro mean(amount, families) as
    ((((amount * 100)::hugeint * 2 + families) // greatest(2 * families, 1))::decimal(18, 0) * 0.01)::decimal(18, 2);

create or replace temp table published_months as
select
    month, if(state <> 'closed', due, null) as due, if(state = 'open' and tells_billed, billed, null) as billed,
    if(state = 'open', (due - remaining)::decimal(18, 2), null) as covered,
    if(state = 'open', remaining, null) as remaining, state <> 'open' as masked
from council_months
order by month;

create or replace temp table council_sums as
with open_months as (
    select count_if(state = 'open') as months from council_months
),
sums as (
    select kind, code, count(distinct family_id) as families, sum(amount) as amount
    from council_rows
    group by kind, code
),
hidden as (
    select distinct kind, code from council_hidden
)
select
    l.kind, l.code, l.label, o.months = 0 or h.code is not null as masked,
    if(masked, null, coalesce(s.families, 0)) as families,
    if(masked, null, coalesce(s.amount, 0)::decimal(18, 2)) as amount
from council_labels l
cross join current_run r
cross join open_months o
left join sums s on l.kind = s.kind and l.code = s.code
left join hidden h on l.kind = h.kind and l.code = h.code;

create or replace temp table published_services as
select label, families, amount as remaining, if(families > 0, mean(amount, families), null) as mean, masked
from council_sums
where kind = 'service'
order by label, code;

create or replace temp table published_quotients as
select label, families, amount as remaining, if(families > 0, mean(amount, families), null) as mean, masked
from council_sums
where kind = 'quotient'
order by code::decimal(18, 2);

create or replace temp table published_causes as
select code as cause, families, amount, masked
from council_sums
where kind in ('cause', 'moved') and code <> 'over'
order by list_position(
    ['not_billed', 'quantity', 'price', 'not_used', 'wrong_month', 'wrong_family', 'duplicate'], code);

-- what is to collect, what approved plans schedule of it, what was paid on them, family by family
create or replace temp table council_progress as
with owing as (
    select family_id, to_collect as owed from positions where to_collect > 0
    union all
    select family_id, sum(to_collect) from claims where not exists (from positions) group by family_id
    having sum(to_collect) > 0
),
placed as (
    select family_id, sum(if(state = 'returned', paid, amount)) as scheduled, sum(paid) as collected
    from instalment_states
    where approved_on is not null
    group by family_id
),
owing_all as (
    select count(*) as families, coalesce(sum(owed), 0) as owed from owing
),
placed_all as (
    select
        count(*) filter (scheduled > 0) as scheduled_families, coalesce(sum(scheduled), 0) as scheduled,
        count(*) filter (collected > 0) as collected_families, coalesce(sum(collected), 0) as collected
    from placed
)
select
    o.owed, p.scheduled, p.collected,
    is_small(o.families, $threshold) or is_small(p.scheduled_families, $threshold)
        or is_small(p.collected_families, $threshold) as masked,
    (select count(*) from open_requests) as requests
from owing_all o
cross join placed_all p;

create or replace temp macro percent_of(part, whole) as
    least(((part * 10000)::hugeint // greatest((whole * 100)::hugeint, 1))::integer, 100);

create or replace temp table published_summary as
with months as (
    select
        count_if(state = 'open') > 0 as told, coalesce(bool_and(state <> 'closed'), false) as whole,
        sum(due) filter (state <> 'closed') as due, sum(due) filter (state = 'due_only') as secret_due,
        sum(due - remaining) filter (state = 'open') as covered, sum(remaining) filter (state = 'open') as remaining,
        sum(billed) filter (state = 'open') as billed, sum(over) filter (state = 'open') as over,
        sum(unknown) filter (state = 'open') as unknown, sum(unpriced) as unpriced,
        bool_and(tells_billed) filter (state = 'open') as tells_billed,
        bool_and(tells_over) filter (state = 'open') as tells_over,
        bool_and(tells_unknown) filter (state = 'open') as tells_unknown, bool_and(tells_unpriced) as tells_unpriced
    from council_months
),
concerned as (
    select distinct c.family_id
    from council_cells c
    join council_months m on c.month = m.month
    where m.state = 'open' and c.remaining <> 0
),
whole_months as (
    select distinct f.family_id
    from family_months f
    join council_months m on f.month = m.month
    where m.state = 'open' and f.status = 'unbilled'
),
families as (
    select
        (select count(*) from concerned) as families,
        (select count(*) from concerned c join whole_months w on c.family_id = w.family_id) as unbilled
),
recorded as (
    select
        greatest(
            abs(sum(c.expected) - any_value(r.expected)), abs(sum(c.billed) - any_value(r.billed)),
            abs(sum(c.expected - c.billed - c.remaining + c.over + c.unknown))) as missing
    from council_cells c
    cross join current_run r
)
select
    r.run, r.made_at, r.first_month, r.last_month, r.output_hash,
    (select max(finished_at)::date from imports) as imported_on, $threshold::integer as threshold,
    if(m.due is null, null, m.due::decimal(18, 2)) as due,
    coalesce(m.secret_due, 0)::decimal(18, 2) as secret_due, m.whole,
    if(m.told, m.covered::decimal(18, 2), null) as covered, if(m.told, m.remaining::decimal(18, 2), null) as remaining,
    if(m.told and m.tells_billed, m.billed::decimal(18, 2), null) as billed,
    if(m.told and m.tells_over, m.over::decimal(18, 2), null) as over,
    if(m.told and m.tells_unknown, m.unknown::decimal(18, 2), null) as unknown,
    if(m.told, f.families, null) as families,
    if(m.told and not is_small(f.unbilled, $threshold) and not is_small(f.families - f.unbilled, $threshold),
        f.unbilled, null) as families_unbilled,
    if(m.tells_unpriced, m.unpriced::bigint, null) as unpriced,
    (select count(*) from days where not received) as unknown_days,
    coalesce(d.missing, 0)::decimal(18, 2) as difference,
    p.masked as progress_masked,
    if(p.masked or p.owed = 0, null, percent_of(p.scheduled, p.owed)) as scheduled_share,
    if(p.masked or p.owed = 0, null, percent_of(p.collected, p.owed)) as collected_share,
    if(is_small(p.requests, $threshold), null, p.requests) as requests
from current_run r
cross join months m
cross join families f
cross join recorded d
cross join council_progress p;
