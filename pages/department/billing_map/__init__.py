"""« Facturation par mois et par école » : the map of months and schools."""
