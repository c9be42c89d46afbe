-- The entries with the names of their files and blocks: message id RT, the day and a number never used before, not even
-- by a ledger that a backup replaced since; block id.
-- needs: numbered_drafts
-- makes: debit_drafts
-- grain: one row a debit
-- Parameters: $created_on; $apart, whether each block is a file of its own.
-- Example: blocks 1 and 2 of 2024-02-28: RT20240228-0001-1 and RT20240228-0001-2; apart: RT20240228-0001-1 and
-- RT20240228-0002-1.
create or replace temp table debit_drafts as
with used as (
    select coalesce(max(right(message_id, 4)::integer), 0) as last_number
    from (select message_id from debit_files union all select message_id from lost_debit_files)
    where message_id like 'RT' || strftime($created_on::date, '%Y%m%d') || '-%'
),
numbered as (
    select d.*, case when $apart then d.block else 1 end as file_no, case when $apart then 1 else d.block end as block_no
    from numbered_drafts d
)
select
    n.* exclude (block_no),
    'RT' || strftime($created_on::date, '%Y%m%d') || '-' || lpad((u.last_number + n.file_no)::varchar, 4, '0')
        as message_id,
    message_id || '-' || n.block_no as block_id
from numbered n, used u;
