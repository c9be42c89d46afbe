-- The cells as they are published: with their school and the cause that weighs most (R9, R10).
-- needs: family_children, found_cells, main_causes
-- makes: published_cells
-- grain: one row a cell
-- A cell's school is its child's; a merged cell has its family's school when all the family's children share one, else
-- ''.
-- Example: a merged cell of a family whose two children go to schools E1 and E2 has school_id ''.
create or replace temp table published_cells as
with family_schools as (
    select
        family_id, '' as child_id,
        case when min(school_id) = max(school_id) then min(school_id) else '' end as school_id
    from family_children
    join children using (child_id, family_id)
    group by family_id
)
select
    c.family_id, c.child_id, c.service, c.month, coalesce(k.school_id, f.school_id, '') as school_id,
    c.used_quantity, c.expected, c.billed_quantity, c.billed, c.gap, c.status, m.cause
from found_cells c
left join children k on c.child_id = k.child_id
left join family_schools f on c.family_id = f.family_id and c.child_id = f.child_id
left join main_causes m on c.rowid = m.cell;
