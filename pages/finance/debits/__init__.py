"""« Fichiers de prélèvement » : the gate, the files, those left out."""
