-- The services that the latest run met, by label; a service that no table names is shown by its code.
-- grain: one row a service
-- Example: ('REPAS_STANDARD', 'Repas standard').
select code, coalesce(any_value(s.label), code) as label
from (select distinct service as code from cells) c
left join services s on s.service = c.code
group by code
order by label, code
