-- Keeps allocations, one list a column: $payment_id, $instalment_id, $cents; $now.
-- changes: payment_allocations
insert into payment_allocations by name
select
    unnest($payment_id::varchar[]) as payment_id, unnest($instalment_id::varchar[]) as instalment_id,
    (unnest($cents::bigint[])::decimal(18, 2) * 0.01)::decimal(18, 2) as amount, $now as recorded_at
