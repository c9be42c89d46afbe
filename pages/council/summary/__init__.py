"""« Synthèse du rattrapage » : published figures and their one-page PDF."""
