"""« Demandes des familles » : requests, decisions, waivers, letters."""
