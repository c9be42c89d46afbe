-- What the files cover and no longer bring, by month and service.
-- needs: gone
-- grain: one row a month and service
-- Example: ('2023-09', 'MEAL', 2) when two meals of September are no longer in the export.
select month, service, count(*) as rows from gone group by month, service order by month, service
