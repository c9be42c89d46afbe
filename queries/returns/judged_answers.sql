-- The fate of each answer of a bank message, debit by debit (R13, Bank messages).
-- needs: answers
-- makes: judged_answers
-- grain: one row a debit concerned, or an answer that concerns none of ours
-- Parameter: $sha256 of the file: what it said itself at an earlier reading is no news to it. Fates:
--   matched    a debit of ours that failed, said for the first time
--   already    its failure of this kind was said before, in this file or another; a line of it that a person settled
--   unmatched  `why` says it: no debit of ours, another amount, a level whose number or sum is not ours, …
--   accepted   collected, or a booked credit of ours
--   ignored    `why` says it: nothing decided, nothing booked, none of ours
-- An answer on a file or block concerns every debit of ours under that id that no more precise answer of the same file
-- decides, if the number and the sum that it states are ours; else none, and the answer itself is unmatched.
-- `read_amount` is what counts in cents: ours where the answer is ours, else what is stated in euros; `beyond` are the
-- charges inside a stated amount. `whole` is the level (block, file) whose refusal takes the debit in.
-- Example: a file refused whole (AM05) whose two debits are named with AC04 and MD01: two matched with these codes.
create or replace temp table judged_answers as
with ours as (
    select
        e.end_to_end_id, e.block_id, e.message_id, e.amount as our_amount,
        f.state = 'voided' and f.rejected_on is null as never_sent
    from debit_entries e
    join debit_files f using (message_id)
    where e.amount is not null
),
known as (
    select
        end_to_end_id, kind, booked_on, undone_at is null as stands,
        case when sha256 <> $sha256 and undone_at is null then coalesce(booked_on, date '9999-12-31') end as back_on
    from returns
),
back as (
    select end_to_end_id, max(back_on) as back_on, bool_or(stands) as is_back from known group by end_to_end_id
),
under as (
    select a.position, o.* from answers a join ours o on a.subject = o.end_to_end_id where a.level = 'debit'
    union all
    select a.position, o.* from answers a join ours o on a.subject = o.block_id where a.level = 'block'
    union all
    select a.position, o.* from answers a join ours o on a.subject = o.message_id where a.level = 'file'
),
sent as (
    select
        position, count(*) as debits, sum(our_amount) as amount,
        count(*) filter (b.back_on is null) as left_debits,
        coalesce(sum(our_amount) filter (b.back_on is null), 0) as left_amount
    from under u
    left join back b using (end_to_end_id)
    group by position
),
levels as (
    select
        a.position, s.debits is not null as is_ours,
        case
            when a.outcome = 'ignored' then a.why
            when s.debits is null and a.outcome in ('credit', 'credit_back') then 'crédit qui n''est pas de nos prélèvements'
            when s.debits is null and a.outcome = 'unexplained' then 'débit qui n''est pas un retour de prélèvement'
            when a.why <> '' then a.why
            when s.debits is null then 'identifiant inconnu'
            when a.outcome = 'unexplained' then 'débit sans motif de retour'
            when a.currency <> 'EUR' then 'autre monnaie que l''euro'
            when a.outcome = 'credit' and (
                coalesce(a.number, s.left_debits) <> s.left_debits
                or a.amount is distinct from s.left_amount or a.total is distinct from s.left_amount
            ) then 'autre somme que celle de nos prélèvements non retournés'
            when a.outcome in ('failed', 'accepted') and (
                coalesce(a.number, s.debits) <> s.debits or coalesce(a.total, s.amount) <> s.amount
            ) then 'le nombre ou la somme annoncés ne sont pas ceux de notre envoi'
        end as fault
    from answers a
    left join sent s using (position)
    where a.level <> 'debit'
),
debits as (
    select
        a.position, u.end_to_end_id, u.our_amount,
        case
            when a.outcome = 'ignored' then a.why
            when u.end_to_end_id is null and a.outcome in ('credit', 'credit_back')
                then 'crédit qui n''est pas de nos prélèvements'
            when u.end_to_end_id is null and a.outcome = 'unexplained'
                then 'débit qui n''est pas un retour de prélèvement'
            when a.why <> '' then a.why
            when a.outcome = 'unexplained' then 'débit sans motif de retour'
            when u.end_to_end_id is null then 'identifiant inconnu'
            when a.currency <> 'EUR' then 'autre monnaie que l''euro'
            when a.level = 'debit' and a.amount <> u.our_amount
                and a.amount - coalesce(a.charges, 0) <> u.our_amount then 'autre montant que le nôtre'
            when u.never_sent and k.end_to_end_id is null then 'fichier annulé, jamais envoyé'
            when a.outcome = 'credit' and (
                b.back_on is not null
                    and not coalesce(a.booked_on < b.back_on and b.back_on < date '9999-12-31', false)
                or exists (
                    from answers f
                    where f.outcome = 'failed' and f.why = '' and f.subject = u.end_to_end_id
                        and coalesce(f.booked_on <= a.booked_on, true)
                        and (f.position < a.position or coalesce(f.booked_on < a.booked_on, false))
                )
            ) then 'retour annulé par la banque'
            when a.outcome = 'failed' and not k.stands and a.booked_on is distinct from k.booked_on
                then 'retour déjà annulé une fois par la banque'
        end as why
    from answers a
    left join levels l using (position)
    left join under u using (position)
    left join known k on u.end_to_end_id = k.end_to_end_id and a.kind = k.kind
    left join back b on u.end_to_end_id = b.end_to_end_id
    where a.level = 'debit' or l.fault is null
),
ranked as (
    select
        a.* exclude (why), d.end_to_end_id, d.our_amount, d.why,
        d.why is null and a.outcome in ('failed', 'accepted') as decides,
        max(case when d.why is null and a.outcome = 'failed' and a.level <> 'debit' then a.level end) over debit
            as whole,
        case when d.why is null and a.outcome in ('failed', 'accepted') then
            row_number() over (
                partition by d.end_to_end_id, a.kind, d.why is null and a.outcome in ('failed', 'accepted')
                order by a.level = 'file', a.level = 'block', a.position
            )
        end as turn,
        first(a.outcome) over (
            partition by d.end_to_end_id, a.kind, d.why is null and a.outcome in ('failed', 'accepted')
            order by a.level = 'file', a.level = 'block', a.position
        ) as first_outcome,
        row_number() over (
            partition by d.end_to_end_id, a.kind, a.outcome, d.why is null
            order by a.level = 'file', a.level = 'block', a.position
        ) as time
    from debits d
    join answers a using (position)
    window debit as (partition by d.end_to_end_id, a.kind)
),
-- what a level says of a debit that a more precise answer decided the same way, or took back, is said already
standing as (
    select *
        replace (
            case when level <> 'debit' and turn > 1 and outcome = 'failed' and first_outcome = 'accepted'
                then 'l''ensemble est refusé, ce débit est dit encaissé' else why end as why
        )
    from ranked
    where level = 'debit' or outcome not in ('failed', 'accepted') or coalesce(turn, 1) = 1
        or (outcome = 'failed' and first_outcome = 'accepted')
),
fated as (
    select
        position, kind, level, subject, outcome, reason, amount, currency, booked_on, charges, total, end_to_end_id,
        our_amount, why, whole,
        case
            when outcome = 'ignored' then 'ignored'
            when why like 'crédit qui n''est pas de%' or why like 'débit qui n''est pas un%' then 'ignored'
            when why is not null then 'unmatched'
            when outcome <> 'failed' then 'accepted'
            when exists (from known k where k.end_to_end_id = s.end_to_end_id and k.kind = s.kind) or time > 1
                then 'already'
            else 'matched'
        end as fate
    from standing s
    union all by name
    select
        a.* exclude (why, number), coalesce(l.fault, 'déjà dit débit par débit') as why,
        case
            when a.outcome = 'ignored' or l.fault is null then 'ignored'
            when not l.is_ours and a.outcome in ('credit', 'credit_back', 'unexplained') then 'ignored'
            else 'unmatched'
        end as fate
    from levels l
    join answers a using (position)
    where l.fault is not null or position not in (select position from standing)
)
select
    * replace (
        case
            when fate = 'unmatched' and exists (
                from unmatched_returns u
                where u.sha256 = $sha256 and u.position = f.position and u.settled is not null
                    and u.subject in (f.subject, f.end_to_end_id)
            ) then 'already' else fate
        end as fate
    ),
    case
        when why = 'déjà dit débit par débit' then 0
        when f.fate not in ('unmatched', 'ignored') then our_amount
        when currency <> 'EUR' then 0
        else coalesce(case when level <> 'debit' then our_amount end, amount, total, our_amount, 0)
    end::decimal(18, 2) as read_amount,
    case when f.fate not in ('unmatched', 'ignored') and level = 'debit' then greatest(amount - our_amount, 0) else 0 end
        ::decimal(18, 2) as beyond
from fated f;
