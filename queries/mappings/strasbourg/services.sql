-- Purpose: the voted services, and those that only the extracts know.
-- needs: _counts, data_services
-- grain: one row a service
-- Rule: a label without a voted price (« Alerte Météo ») becomes a service of its own, without tariff: its use is
--   listed as unpriced, never silently free (R6). Meals of an unknown kind share one neutral service.
-- Example: ('Alerte  Météo ', 'J') gives (ACT_ALERTE_METEO_J, Alerte Météo (J), autre, act).
select service, label, category, unit, null as _file, null as _line
from data_services
union all
select service, min(own_label), if(service = 'REPAS_AUTRE', 'restauration', 'autre'), 'act',
    arg_min(_file, (_line, _file)), min(_line)
from _counts
where own_label is not null
group by service
order by service
