"""« Écarts à traiter » : the worklist of families and cells."""
