-- Keeps allocations, one list a column: $payment_id, $instalment_id, $cents; $now.
-- changes: payment_allocations
insert into payment_allocations
select
    unnest($payment_id::varchar[]), unnest($instalment_id::varchar[]),
    (unnest($cents::bigint[])::decimal(18, 2) * 0.01)::decimal(18, 2), $now
