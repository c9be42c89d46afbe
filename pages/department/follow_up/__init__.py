"""« Suivi de la facturation » : what is billed of what was used, month by month."""
