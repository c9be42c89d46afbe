-- The files of the notices of a day, the last one written where a family was written to twice. In: $on.
-- Example: ('2024-02-20-F00001.pdf', '9f2c…').
select file, arg_max(sha256, letter_id) as sha256
from letters
where kind = 'notice' and sent_on = $on
group by file
order by file
