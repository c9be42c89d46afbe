-- Keeps a step of a request, with the terms that this step names and of a decision its reference and its day.
-- changes: request_steps
-- $request_id, $family; $state, $now, $by, $why, $reference, $decided_on; the terms, NULL where the step names none:
-- $strategy, $first_due, $max_instalments, $min_instalment, $cap, $method (amounts in euros).
-- Example: step 8 of request 3, granted by Dana on 2024-02-29 under SGC-2024-17, capped by 60.00.
insert into request_steps by name
select
    (select coalesce(max(step_id), 0) + 1 from request_steps) as step_id, $request_id as request_id,
    $family as family_id, $state as state, $now as recorded_at, $by as actor, $why as why, $reference as reference,
    $strategy as strategy, $first_due as first_due, $max_instalments as max_instalments,
    $min_instalment as min_instalment, $cap as cap, $method as method, $decided_on as decided_on
