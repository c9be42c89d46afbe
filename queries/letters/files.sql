-- The files of the notices of a day, each family's last: it replaces those before it. Parameter: $on.
-- grain: one row a family
-- Example: ('2024-02-20-F00001.pdf', '9f2c…').
select arg_max(file, letter_id) as file, arg_max(sha256, letter_id) as sha256
from letters
where kind = 'notice' and sent_on = $on
group by family_id
order by file
