"""Codes of use, of billing and of what parts them (rules.md, R1 to R10)."""

from __future__ import annotations

from rattrapage.words.word import Word

ATTENDANCE = {
    "present": Word("présent", "présent"),
    "absent_unexcused": Word("absent non excusé", "absence non excusée"),
    "absent_excused": Word("absent excusé", "absence excusée"),
    "unbooked": Word("sans réservation", "sans réservation"),
    "cancelled": Word("annulé", "annulé"),
}
"""The statuses of attendance that have a factor of their own (R1), a city may have others; `text` is on paper."""
UNITS = {"act": "", "hour": "h", "month": "mois"}
"""The units of a service (rules.md, Tables), as they follow a quantity."""
STATUSES = {
    "matched": "✓ Conforme",
    "unbilled": "○ Non facturé",
    "underbilled": "◐ Sous-facturé",
    "overbilled": "● Surfacturé",
    "not_used": "✕ Facturé sans usage",
    "unpriced": "! Sans tarif",
    "unknown": "▨ Inconnu",
}
"""The statuses of a cell (R8): the sign says it without a colour."""
NO_GAP = {"unpriced": "à vérifier", "unknown": "non comparé"}
"""What a letter and a comparison of runs say instead of a gap, of the statuses that have none (R6, R8)."""
MONTH_STATUSES = {"billed": "✓ Facturé", "unbilled": "○ Non facturé", "partial": "◐ Partiel"}
"""The statuses of a family's month (R10)."""
CAUSES = {
    "duplicate": Word("Facturé deux fois", "Facturé deux fois"),
    "wrong_family": Word("Autre famille", "Facturé à une autre famille"),
    "wrong_month": Word("Autre mois", "Facturé sur un autre mois"),
    "not_billed": Word("Non facturé", "Jamais facturé"),
    "not_used": Word("Facturé sans usage", "Facturé sans usage"),
    "quantity": Word("Quantité", "Quantité"),
    "price": Word("Prix", "Prix"),
}
"""The causes of a gap in the order of the steps of R9, the first winning a tie; `text` is on paper."""
