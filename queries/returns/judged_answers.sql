-- The fate of each answer of a bank message, debit by debit (R13, `returns`).
-- needs: answers
-- makes: judged_answers
-- grain: one row a debit concerned, or an answer that concerns none of ours
-- `answers` come the most precise first. Parameter: $kind, reject (pain.002) or return (camt.054). Fates:
--   matched    a debit of ours that failed, told for the first time
--   already    its failure of this kind was told before, in this message or another
--   unmatched  no debit of ours, one never sent, or another amount than ours: `why` says it
--   accepted   not failed; counted, nothing kept
--   ignored    said again of the whole file or block; a debit entry that is none of ours (bank fees)
-- An answer on a block or file concerns every debit of ours under that id.
-- Example: a file refused whole (AM05) whose two debits are named with AC04 and MD01: two matched with these codes.
create or replace temp table judged_answers as
with ours as (
    select
        e.end_to_end_id, e.block_id, e.message_id, e.amount,
        f.state = 'voided' and f.rejected_on is null as never_sent
    from debit_entries e
    join debit_files f using (message_id)
),
concerned as (
    select position, end_to_end_id, ours.amount as our_amount, never_sent
    from answers join ours on subject = end_to_end_id where level = 'debit'
    union all
    select position, end_to_end_id, ours.amount, never_sent
    from answers join ours on subject = block_id where level = 'block'
    union all
    select position, end_to_end_id, ours.amount, never_sent
    from answers join ours on subject = message_id where level = 'file'
),
told as (
    select distinct end_to_end_id from returns where kind = $kind
),
faults as (
    select
        a.*, c.end_to_end_id, c.our_amount,
        case
            when a.outcome = 'accepted' or (a.outcome = 'unexplained' and c.end_to_end_id is null) then null
            when a.outcome = 'unexplained' then 'débit sans motif de retour'
            when c.end_to_end_id is null then 'identifiant inconnu'
            when a.amount <> c.our_amount or a.currency <> 'EUR' then 'autre montant que le nôtre'
            when c.never_sent and t.end_to_end_id is null then 'fichier annulé, jamais envoyé'
        end as why,
        t.end_to_end_id is not null as is_told
    from answers a
    left join concerned c using (position)
    left join told t using (end_to_end_id)
),
ranked as (
    select
        *,
        row_number() over (
            partition by end_to_end_id, outcome = 'failed' and why is null order by position
        ) as turn
    from faults
)
select
    * exclude (turn, is_told),
    case
        when why is not null then 'unmatched'
        when outcome = 'accepted' and (level = 'debit' or end_to_end_id is not null) then 'accepted'
        when outcome <> 'failed' then 'ignored'
        when turn > 1 and level <> 'debit' then 'ignored'
        when is_told or turn > 1 then 'already'
        else 'matched'
    end as fate
from ranked;
