"""« Journal et calculs » : who did what, and the runs."""
