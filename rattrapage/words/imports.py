"""Codes of what an import refuses (rules.md, Rejected rows)."""

from __future__ import annotations

from rattrapage.words.word import Word

REJECTS = {
    "missing_value": Word("Valeur manquante", "valeur obligatoire absente : remplissez la cellule"),
    "bad_number": Word(
        "Nombre illisible",
        "nombre illisible ou démesuré : écrivez 1234,56 (sans exposant, point de milliers ni autre décimale)",
    ),
    "bad_date": Word("Date illisible", "date illisible : écrivez AAAA-MM-JJ ou JJ/MM/AAAA (un mois : AAAA-MM)"),
    "bad_value": Word("Valeur hors de la liste", "valeur hors de la liste permise"),
    "bad_iban": Word("IBAN faux", ""),
    "duplicate_key": Word(
        "Clé en double", "plusieurs lignes de ce fichier ont cette clé et un contenu différent : gardez la bonne"
    ),
    "unknown_reference": Word("Référence inconnue", "référence inconnue : aucune table ne la contient"),
    "overlap": Word("Périodes qui se recouvrent", ""),
    "negative_quantity": Word("Quantité négative", ""),
    "line_arithmetic": Word("Montant différent de quantité × prix", ""),
}
"""The reasons that reject a row, of which the first is shown; `text` is the message beside the row, empty where the
heads of `queries/imports/checks/` have one a check."""
SUSPECTS = {
    "same_day": "même enfant, même service, même jour deux fois",
    "month_and_days": "un comptage au mois à côté de jours du même mois",
    "future": "pointage daté d'après aujourd'hui",
    "moved": "enfant qui change de famille ou d'école et a déjà des pointages : ses mois passés changent aussi",
    "inclusive_end": "période qui semble finir la veille de la suivante, alors que la fin est exclue",
    "same_person": "sans doute une seule personne sous deux numéros",
}
"""What an import counts and lists all the same, because it looks wrong (rules.md, Suspects)."""
