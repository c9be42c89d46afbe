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

INSTALMENT_STATES = {
    "proposed": "Proposée",
    "approved": "Approuvée",
    "announced": "Annoncée",
    "exported": "En banque",
    "paid": "Réglée",
    "returned": "Retournée",
    "closed": "Remplacée",
    "cancelled": "Annulée",
}
UNSCHEDULED = {"carried_over": "Reportée", "credit": "À créditer", "to_review": "À décider"}
METHODS = {
    "direct_debit": "Prélèvement",
    "online": "En ligne",
    "cheque": "Chèque",
    "cash": "Espèces",
    "cesu": "CESU",
    "transfer": "Virement",
}
STRATEGIES = {"equal": "Parts égales", "mirror": "Un mois par mois", "capped": "Plafond mensuel"}
REQUEST_KINDS = {"schedule": "Autre calendrier", "method": "Autre moyen", "hardship": "Difficulté"}
REQUEST_STATES = {
    "asked": "Reçue",
    "sent_to_accountant": "Transmise au comptable",
    "granted": "Accordée",
    "refused": "Refusée",
}
MANDATE_STATES = {
    "active": "Actif",
    "revoked": "Révoqué",
    "superseded": "Remplacé",
    "held": "Suspendu après un retour",
    "to_renew": "À renouveler",
}
CAMPAIGN_STATES = {
    "to_send": "À envoyer",
    "sent": "Envoyé",
    "received": "Reçu",
    "incomplete": "Incomplet",
    "valid": "Valide",
    "held": "Suspendu",
}
MESSAGES = {"reject": "Rejets (pain.002)", "return": "Retours (camt.054)"}
FILE_STATES = {
    "written": "Produit, pas encore remis",
    "handed_in": "Remis à la banque",
    "rejected": "Rejeté en entier par la banque",
    "voided": "Annulé",
}
DEBIT_FATES = {"presented": "Présenté", "failed": "Retourné", "voided": "Annulé"}


def of(words: dict[str, str], code: str | None) -> str | None:
    """The word for a code; a code without a word is shown as it is, none stays none."""
    return words.get(code, code) if code else None
