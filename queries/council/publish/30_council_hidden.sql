-- The council's figures, step 3 of 4: which rows are hidden in which month (secondary suppression).
-- needs: council_labels, council_rows, is_small()
-- makes: council_hidden
-- grain: one row a kind, code and month that is hidden
-- A row with 1 to 10 families is hidden. Alone it would be the total less the others, so rows of 11 families or more are
-- hidden too, the least used first (`place`), until at least two rows and at least $threshold families are hidden; all of
-- them when that is not enough. A hidden row of a month is hidden in every period that holds the month.
-- The over-billed amount joins the causes only where it is small itself: told, it hides nothing.
-- `moved` causes are hidden one by one: they are 0.00 in all, and no partner could protect or betray them.
-- Example: November has 3 families on packed meals, 40 on half days, 900 on meals: packed meals and half days are hidden.
create or replace temp table council_hidden as
with counted as (
    select kind, code, month, count(distinct family_id) as families
    from council_rows
    group by kind, code, month
),
judged as (
    select c.kind, c.code, c.month, l.place, is_small(c.families, $threshold) as small
    from counted c
    join council_labels l on c.kind = l.kind and c.code = l.code
    where c.code <> 'over' or is_small(c.families, $threshold)
),
ranked as (
    select
        kind, code, month,
        if(small, 0, row_number() over (partition by kind, month, small order by place)) as rank
    from judged
),
first_ranks as (
    select r.kind, r.month, r.family_id, min(k.rank) as rank
    from council_rows r
    join ranked k on r.kind = k.kind and r.code = k.code and r.month = k.month
    group by r.kind, r.month, r.family_id
),
new_families as (
    select kind, month, rank, count(*) as families from first_ranks group by kind, month, rank
),
steps as (
    select kind, month, rank, count(*) as parts from ranked where kind <> 'moved' group by kind, month, rank
),
reached as (
    select
        s.kind, s.month, s.rank, sum(s.parts) over so_far as parts, sum(coalesce(f.families, 0)) over so_far as families
    from steps s
    left join new_families f on s.kind = f.kind and s.month = f.month and s.rank = f.rank
    window so_far as (partition by s.kind, s.month order by s.rank)
),
needed as (
    select
        kind, month, coalesce(min(rank) filter (parts >= 2 and families >= $threshold), max(rank)) as rank
    from reached
    group by kind, month
    having min(rank) = 0
)
select k.kind, k.code, k.month
from ranked k
left join needed n on k.kind = n.kind and k.month = n.month
where k.rank = 0 or k.rank <= n.rank;
