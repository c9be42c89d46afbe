-- The council's figures, step 1 of 4: which months may be published, and what of them.
-- makes: council_cells, council_months, is_small()
-- grain of council_cells: one row a cell
-- grain of council_months: one row a month of the run's period
--
-- THE METHOD (docs/confidentialite.md has it in French). A figure that comes from 1 to 10 families ($threshold = 11)
-- is never published, and nothing published gives it back. Four rules, each decided month by month
-- from that month's own data, never from the period of the run:
--   1. A month is `open`, or `due_only`, or `closed`. It is `closed` when its due comes from 1 to 10 families, `due_only`
--      when its billed or remaining part does. Only open months enter a total; of a `due_only` month only the due does.
--   2. Every total is a sum of open months. So the difference of two periods is a sum of months that could each be
--      published alone, and tells nothing new.
--   3. Over-billed amounts and amounts without attendance are published when no open month has 1 to 10 such families, and
--      the amount really billed only with both: else « facturé à bon droit » = due - remaining stands in its place,
--      and no equation of the page leads to them.
--   4. In a table that adds up to a total, a row with 1 to 10 families in some open month is hidden, and with it, that
--      month, further rows in a fixed order until the hidden ones are two at least and 11 families at least
--      (30_council_hidden).
--      The order and the choice depend on the month alone, so two periods never hide different partners.
-- The catch-up's progress is given in whole percents, never in euros (40_published).
--
-- council_months: month, euros, state, and which of `over`, `unknown`, `billed` may be told.
-- Example: February has 500 families due, 5 with something left to bill: `due_only`; its due counts, nothing else.
create or replace temp macro is_small(families, threshold) as families > 0 and families < threshold;

-- `remaining`, `over` and `unknown` as on every page; expected = billed + remaining - over - unknown
create or replace temp table council_cells as
select
    family_id, month, service, expected, billed,
    if(status <> 'unknown', greatest(gap, 0), 0)::decimal(18, 2) as remaining,
    if(status <> 'unknown', greatest(-gap, 0), 0)::decimal(18, 2) as over,
    if(status = 'unknown', billed, 0)::decimal(18, 2) as unknown,
    status = 'unpriced' as is_unpriced
from cells;

create or replace temp table council_months as
with calendar as (
    select
        strftime(unnest(range((first_month || '-01')::date, (last_month || '-01')::date + 1, interval 1 month)), '%Y-%m')
            as month
    from current_run
),
by_family as (
    select
        month, sum(expected) as due, sum(billed) as billed, sum(remaining) as remaining, sum(over) as over,
        sum(unknown) as unknown, count_if(is_unpriced) as unpriced, bool_or(expected <> 0) as has_due,
        bool_or(billed <> 0) as has_billed, bool_or(expected <> remaining) as has_covered,
        bool_or(remaining <> 0) as has_remaining, bool_or(over <> 0) as has_over, bool_or(unknown <> 0) as has_unknown
    from council_cells
    group by month, family_id
),
counted as (
    select
        month, sum(due) as due, sum(billed) as billed, sum(remaining) as remaining, sum(over) as over,
        sum(unknown) as unknown, sum(unpriced) as unpriced, count_if(has_due) as due_families,
        count_if(has_billed) as billed_families, count_if(has_covered) as covered_families,
        count_if(has_remaining) as remaining_families, count_if(has_over) as over_families,
        count_if(has_unknown) as unknown_families, count_if(unpriced > 0) as unpriced_families
    from by_family
    group by month
)
select
    m.month, coalesce(c.due, 0)::decimal(18, 2) as due, coalesce(c.billed, 0)::decimal(18, 2) as billed,
    coalesce(c.remaining, 0)::decimal(18, 2) as remaining, coalesce(c.over, 0)::decimal(18, 2) as over,
    coalesce(c.unknown, 0)::decimal(18, 2) as unknown, coalesce(c.unpriced, 0) as unpriced,
    case
        when coalesce(is_small(c.due_families, $threshold), false) then 'closed'
        when coalesce(is_small(c.covered_families, $threshold), false) then 'due_only'
        when coalesce(is_small(c.remaining_families, $threshold), false) then 'due_only'
        else 'open'
    end as state,
    not coalesce(is_small(c.over_families, $threshold), false) as tells_over,
    not coalesce(is_small(c.unknown_families, $threshold), false) as tells_unknown,
    not coalesce(is_small(c.billed_families, $threshold), false) and tells_over and tells_unknown as tells_billed,
    not coalesce(is_small(c.unpriced_families, $threshold), false) as tells_unpriced
from calendar m
left join counted c on m.month = c.month;
