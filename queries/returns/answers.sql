-- The answers of a bank message as a table, in the order of the message.
-- makes: answers
-- grain: one row an answer
-- Parameters: one list a column. An amount is NULL where the message gives none.
create or replace temp table answers as
select
    unnest(range(len($level::varchar[]))) as position, unnest($level::varchar[]) as level,
    unnest($subject::varchar[]) as subject, unnest($outcome::varchar[]) as outcome,
    unnest($reason::varchar[]) as reason, unnest($amount::decimal(38, 5)[]) as amount,
    unnest($currency::varchar[]) as currency, unnest($booked_on::date[]) as booked_on;
