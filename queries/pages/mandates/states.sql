-- How many families stand in each state, in the order of the way a form goes; `held` only when there are some.
-- needs: campaign
-- grain: one row a state
-- Example: ('to_send', 240), ('sent', 0), ('received', 0), ('incomplete', 0), ('valid', 31).
with ways as (
    select unnest(['to_send', 'sent', 'received', 'incomplete', 'valid', 'held']) as state, unnest(range(6)) as place
)
select w.state, count(c.family_id)::integer as families
from ways w
left join campaign c using (state)
group by w.state, w.place
having w.state <> 'held' or count(c.family_id) > 0
order by w.place
