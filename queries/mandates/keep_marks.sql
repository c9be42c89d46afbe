-- Notes what became of forms on paper; the last word on a form counts.
-- changes: mandate_marks
-- Parameters: $wanted, the references; $status: to_send, sent, received or incomplete; $now, $actor; $note, free text.
insert into mandate_marks by name
select
    unnest($wanted::varchar[]) as mandate_reference, $status as status, $now as marked_at, $actor as actor, $note as note
