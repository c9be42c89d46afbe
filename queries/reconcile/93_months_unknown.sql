-- The services and months that were billed while no attendance came: not compared is not equal (R8, `unknown`).
-- needs: found_cells
-- makes: months_unknown
-- grain: one row a service and month
-- Example: ('CRECHE', '2023-12', 390.55).
create or replace temp table months_unknown as
select service, month, sum(billed)::decimal(18, 2) as billed
from found_cells
where status = 'unknown'
group by service, month;
