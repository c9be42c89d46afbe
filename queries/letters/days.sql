-- The days on which catch-up notices were written, the latest first, with how many and what they ask, in euros.
-- grain: one row a day
-- Example: (2024-02-20, 5412, 612300.40).
select sent_on, count(*) as letters, sum(amount)::decimal(18, 2) as amount
from letters
where kind = 'notice'
group by sent_on
order by sent_on desc
