-- Keeps reversals, one list a column: $payment_id, $reversed_by, $cents.
-- changes: payment_reversals
insert into payment_reversals
select
    unnest($payment_id::varchar[]), unnest($reversed_by::varchar[]),
    (unnest($cents::bigint[])::decimal(18, 2) * 0.01)::decimal(18, 2)
