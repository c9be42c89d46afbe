-- A French sentence on the children whose school is in no table of schools: they are accepted all the same.
-- needs: accepted
-- grain: one row, or none when every school is known
select concat(count(*), ' enfants d''une école inconnue ; importez la table schools.') as sentence
from accepted a
anti join schools using (school_id)
where a.school_id is not null
having count(*) > 0
