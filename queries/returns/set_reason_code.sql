-- Sets what a reason code means and what to do next, in place of what was said before.
-- changes: reason_codes
-- Parameters: $code; $meaning in words; $action and $again, what to do the first time and the next ones; $hold:
-- mandate, family, file or NULL.
delete from reason_codes where code = $code;

insert into reason_codes by name
select $code as code, $meaning as meaning, $action as action, $again as again, $hold as hold;
