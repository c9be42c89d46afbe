-- What a message said that counts for nothing, by why, the most frequent first; euros.
-- needs: judged_answers
-- grain: one row a reason
-- Example: ('en attente à la banque (retour)', 2, 120.00).
select why, count(*)::integer as lines, sum(read_amount)::decimal(18, 2) as amount
from judged_answers
where fate = 'ignored'
group by why
order by lines desc, why
