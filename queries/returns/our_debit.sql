-- A debit of ours as a line may be matched with it. Parameter: $end_to_end_id.
-- grain: one row, or none when no file of ours holds it
-- `is_returned`: a return or rejection of it stands. `is_live`: its file is neither voided nor wholly rejected.
-- `is_taken_over`: an approved plan closed its instalment, so that its amount is asked again elsewhere.
-- Example: (60.00, true, true, false).
select
    e.amount, f.state in ('written', 'handed_in') as is_live,
    exists (from returns r where r.end_to_end_id = e.end_to_end_id and r.undone_at is null) as is_returned,
    exists (
        from instalments i where i.instalment_id = e.instalment_id and i.closed_on is not null
    ) as is_taken_over
from debit_entries e
join debit_files f using (message_id)
where e.end_to_end_id = $end_to_end_id and e.amount is not null
