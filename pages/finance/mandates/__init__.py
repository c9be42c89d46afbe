"""« Campagne de mandats » : who must sign, the forms, how far each has come."""
