-- How many suspects of each kind an import brought, and the first three.
-- needs: suspicions
-- grain: one row a kind
-- Example: ('same_day', 1, ['C1 MEAL 2023-09-04']).
select kind, count(*) as number, list(what order by what)[1:3] as firsts from suspicions group by kind order by kind
