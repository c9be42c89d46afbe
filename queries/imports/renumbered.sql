-- How many new keys a judged file brings, and how many of them have a twin in the ledger under another key.
-- needs: gone, matches, problems, repeats, stage
-- grain: one row
-- Example: (24, 24) for an export whose numbers lost their zeros.
select
    (
        select count(*)
        from stage
        where record not in (select record from problems) and record not in (select record from repeats)
            and record not in (select record from matches)
    ) as fresh,
    (select count(*) from gone) as twins
