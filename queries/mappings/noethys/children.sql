-- Purpose: the children, and anyone else who was charged for.
-- needs: _charges, individus, rattachements
-- grain: one row a child
-- Rule: the family is that of the first charge (_charges.sql); without any, the lowest number it is attached to.
-- Example: individual 3, AUTRET Kévin, attached as a child to family 1, gives (3, 1, Kévin, AUTRET).
with charged as (
    select child_id, child_number,
        if(child_id = child_number, any_value(main_family), any_value(family_id)) as family_id,
        arg_min(_file, _line) as _file, min(_line) as _line
    from _charges
    where child_id is not null
    group by child_id, child_number
),

attached as (
    select IDindividu, arg_min(IDfamille, try_cast(IDfamille as bigint)) as IDfamille,
        min(_file) as _file, min(_line) as _line
    from rattachements
    where IDcategorie = '2'
    group by IDindividu
),

everyone as (
    from charged
    union all
    select IDindividu, IDindividu, IDfamille, _file, _line
    from attached
    where not exists (from charged where charged.child_id = IDindividu)
)

select child_id, family_id, coalesce(prenom, 'Enfant') as first_name, coalesce(nom, child_number) as last_name,
    everyone._file, everyone._line
from everyone
left join individus on individus.IDindividu = everyone.child_number
order by child_id
