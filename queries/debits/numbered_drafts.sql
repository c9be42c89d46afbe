-- The entries of the file to write: sequence, attempt and block of each instalment that nothing keeps out (R13).
-- needs: debit_candidates
-- makes: numbered_drafts
-- grain: one row a debit
-- Parameter: $first_as, FRST or RCUR: how a first collection is called.
-- The first collection of a mandate is FRST, on its earliest date alone; the end-to-end id is the instalment's id and
-- the attempt: 1, or one more than the files, even voided, that had it before.
-- Blocks are numbered by date and sequence.
-- Example: a new mandate with instalments due on 2024-03-05 and 2024-04-05: FRST in block 1, RCUR in block 2.
create or replace temp table numbered_drafts as
with attempts as (
    select instalment_id, max(attempt) as attempt from debit_entries group by instalment_id
),
numbered as (
    select
        c.*, coalesce(a.attempt, 0) + 1 as attempt,
        c.is_collected or row_number() over (partition by c.mandate_reference order by c.due_on, c.instalment_id) > 1
            as is_later
    from debit_candidates c
    left join attempts a using (instalment_id)
    where c.reason is null
),
named as (
    select
        n.* exclude (is_collected, is_later, reason), n.instalment_id || '-' || n.attempt as end_to_end_id,
        case when n.is_later then 'RCUR' else $first_as end as sequence
    from numbered n
)
select *, dense_rank() over (order by due_on, sequence)::integer as block
from named;
