-- A file is wholly rejected when the bank refused it as a whole, or refused each of its blocks as a whole (R13).
-- needs: judged_answers
-- changes: debit_files
-- Debits refused one by one are no whole: the others of their file were taken, or could have been.
-- Example: blocks RT20240228-0001-1 and -2 both RJCT without naming a debit: the file is rejected.
update debit_files
set state = 'rejected',
    rejected_on = coalesce((select max(booked_on) from judged_answers where fate = 'matched'), current_date)
where state in ('written', 'handed_in')
    and (
        message_id in (
            select e.message_id from judged_answers j join debit_entries e using (end_to_end_id) where j.whole = 'file'
        )
        or message_id in (
            select e.message_id
            from debit_entries e
            left join returns r
                on e.end_to_end_id = r.end_to_end_id and r.kind = 'reject' and r.level in ('block', 'file')
                and r.undone_at is null
            group by e.message_id
            having bool_and(r.end_to_end_id is not null)
        )
    );
