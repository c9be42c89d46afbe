-- The answers of a bank message as a table, in the order of the message.
-- makes: answers
-- grain: one row an answer
-- Parameters: one list a column. What the message does not give is NULL; `why` is empty for a line without fault.
create or replace temp table answers as
select
    unnest(range(len($level::varchar[]))) as position, unnest($kind::varchar[]) as kind,
    unnest($level::varchar[]) as level, unnest($subject::varchar[]) as subject, unnest($outcome::varchar[]) as outcome,
    unnest($reason::varchar[]) as reason, unnest($amount::decimal(18, 2)[]) as amount,
    unnest($currency::varchar[]) as currency, unnest($booked_on::date[]) as booked_on, unnest($why::varchar[]) as why,
    unnest($charges::decimal(18, 2)[]) as charges, unnest($number::bigint[]) as number,
    unnest($total::decimal(18, 2)[]) as total;
