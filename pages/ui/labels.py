"""The French words for the codes of the data: the same sign, word and colour everywhere."""

from __future__ import annotations

STATUSES = {
    "matched": "✓ Conforme",
    "unbilled": "○ Non facturé",
    "underbilled": "◐ Sous-facturé",
    "overbilled": "● Surfacturé",
    "not_used": "✕ Facturé sans usage",
    "unpriced": "! Sans tarif",
    "unknown": "▨ Inconnu",
}
CAUSES = {
    "duplicate": "Facturé deux fois",
    "wrong_family": "Autre famille",
    "wrong_month": "Autre mois",
    "quantity": "Quantité",
    "price": "Prix",
}
REASONS = {
    "missing_value": "Valeur manquante",
    "bad_number": "Nombre illisible",
    "bad_date": "Date illisible",
    "bad_value": "Valeur hors de la liste",
    "bad_iban": "IBAN faux",
    "duplicate_key": "Clé en double",
    "unknown_reference": "Référence inconnue",
    "overlap": "Périodes qui se recouvrent",
    "negative_quantity": "Quantité négative",
    "line_arithmetic": "Montant différent de quantité × prix",
}


def of(words: dict[str, str], code: str | None) -> str | None:
    """The word for a code; a code without a word is shown as it is, none stays none."""
    return words.get(code, code) if code else None
