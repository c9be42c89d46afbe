"""Codes of plans, of means of payment and of requests (rules.md, R12)."""

from __future__ import annotations

from typing import NamedTuple

from rattrapage.words.word import Word


class Method(NamedTuple):
    """A means of payment: `label` in tables, `text` in a sentence, and how a letter says to pay.

    `how` has the places {payee}, {counter} and {website} (contact.toml) and {family}, the family's number.
    """

    label: str
    text: str
    how: str


ONLINE = "En ligne, dans {website}."
METHODS = {
    # a family without a mandate, or with nothing to debit, pays online
    "direct_debit": Method("Prélèvement", "prélèvement", ONLINE),
    "online": Method("En ligne", "paiement en ligne", ONLINE),
    "cheque": Method(
        "Chèque", "chèque", "Par chèque à l'ordre de {payee}, avec votre numéro de famille ({family}) au dos."
    ),
    "cash": Method("Espèces", "espèces", "En espèces, à {counter}, avec cette lettre."),
    "cesu": Method("CESU", "CESU", "En chèques emploi service universel (CESU), à {counter}, avec cette lettre."),
    "transfer": Method(
        "Virement",
        "virement",
        "Par virement, en indiquant votre numéro de famille ({family}) ; demandez-nous nos coordonnées.",
    ),
}
"""The means of payment of a family (rules.md, Tables)."""
STRATEGIES = {
    "equal": Word("Parts égales", "parts égales"),
    "mirror": Word("Un mois par mois", "un mois par mois"),
    "capped": Word("Plafond mensuel", "plafond mensuel"),
}
"""How a sum is cut into instalments (R12); `text` is in a letter."""
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
"""The states of an instalment: the head of `queries/schema/60_plans.sql`."""
UNSCHEDULED = {"carried_over": "Reportée", "credit": "À créditer", "to_review": "À décider"}
"""What stands in a plan without a date (rules.md, Files out, plans)."""
REQUEST_KINDS = {"schedule": "Autre calendrier", "method": "Autre moyen", "hardship": "Difficulté"}
"""What a request asks for: the view `request_states`."""
REQUEST_STATES = {
    "asked": Word("Reçue", "Nous avons reçu votre demande"),
    "sent_to_accountant": Word("Transmise au comptable", "Votre demande est transmise au comptable public"),
    "granted": Word("Accordée", "Votre demande est acceptée"),
    "refused": Word("Refusée", "Votre demande n'est pas acceptée"),
}
"""The steps of a request (R12, Requests); `text` is the subject of the letter that answers."""
NO_LETTER = {
    "too_late": Word(
        "une échéance est trop proche pour le préavis : enregistrez la proposition à nouveau",
        "échéance trop proche pour le préavis ; refaites le plan.",
    ),
    "stopped": Word(
        "débiteur décédé selon la banque, aucune lettre : voyez le comptable",
        "débiteur décédé selon la banque, aucune lettre ; voyez le comptable.",
    ),
}
"""Why a family gets no letter (`queries/letters/notice_families.sql`), on the page; `text` is what the command says."""
