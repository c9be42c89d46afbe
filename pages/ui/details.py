"""The details of the journal in French words: the ledger keeps them as JSON, for good and for machines."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import re
from decimal import Decimal

from pages.ui import formats, labels
from rattrapage import words

KEYS = {
    "accepted": "acceptées",
    "accepted_amount": "montant accepté",
    "action": "action",
    "actions": "actions",
    "actor": "qui",
    "after": "après",
    "again": "suite la seconde fois",
    "allow_legacy": "mandats de l'ancien système",
    "already": "déjà connues",
    "already_amount": "montant déjà connu",
    "amount": "montant",
    "asked": "demandé",
    "before": "avant",
    "by": "par",
    "bytes": "octets",
    "cap": "plafond par mois",
    "carried_over": "familles sous le seuil",
    "carried_over_amount": "reporté",
    "causes": "causes",
    "code": "code",
    "created_on": "créé le",
    "credit_amount": "montant des avoirs",
    "credit_notes": "avoirs",
    "creditor": "créancier",
    "credits": "familles à créditer",
    "credits_amount": "réductions à émettre",
    "day": "jour du mois",
    "debits": "prélèvements",
    "district": "secteur",
    "due_from": "échéances du",
    "due_on": "à payer le",
    "due_to": "au",
    "families": "familles",
    "family": "famille",
    "file": "fichier",
    "files": "fichiers",
    "filters": "filtres",
    "first": "première",
    "first_due": "première échéance",
    "first_month": "du mois",
    "freed": "échéances libérées",
    "held": "échéances suspendues",
    "hold": "suspension",
    "ignored": "ignorées",
    "ignored_amount": "montant ignoré",
    "included": "retenues",
    "included_amount": "montant retenu",
    "instalments": "échéances",
    "invoices": "factures",
    "issued_on": "émis le",
    "kept_aside": "registre remplacé",
    "kind": "sorte",
    "known": "fichier déjà lu",
    "last": "dernière",
    "last_month": "au mois",
    "left_out": "écartées",
    "left_out_amount": "montant écarté",
    "letters": "lettres",
    "lost": "perdu",
    "mandates": "mandats",
    "matched": "rapprochées",
    "matched_amount": "montant rapproché",
    "max_instalments": "échéances au plus",
    "meaning": "libellé",
    "message_id": "message",
    "method": "moyen de paiement",
    "min_instalment": "échéance minimale",
    "minimum": "montant minimal",
    "month": "mois",
    "months": "mois",
    "net_credits": "compensation",
    "note": "remarque",
    "notice_days": "jours de préavis",
    "on": "le",
    "output_hash": "empreinte",
    "notices": "à savoir",
    "prepared_on": "préparé le",
    "read": "lues",
    "read_amount": "montant lu",
    "reason": "motif",
    "reference": "référence",
    "rejected": "rejetées",
    "released": "échéances reprises",
    "request": "demande n°",
    "request_id": "demande n°",
    "resumed": "échéances à nouveau prélevables",
    "rows": "lignes",
    "run": "calcul n°",
    "school": "école",
    "service": "service",
    "sha256": "empreinte SHA-256",
    "source": "source",
    "state": "état",
    "state_before": "état avant",
    "version_before": "version précédente",
    "withdrawn": "retirées",
    "states": "états",
    "statuses": "statuts",
    "strategy": "stratégie",
    "table": "table",
    "tables": "tables",
    "text": "texte cherché",
    "threshold": "seuil",
    "to": "prélèvement",
    "to_review": "familles à décider",
    "to_review_amount": "à décider",
    "today": "au jour du",
    "unchanged": "inchangées",
    "unknown": "inconnu",
    "unmatched": "non rapprochées",
    "unmatched_amount": "montant non rapproché",
    "unpriced": "sans tarif",
    "waiver_id": "remise n°",
    "why": "pourquoi",
}
WORDS = {**labels.LEFT_OUT, **KEYS}
VALUES = {
    **labels.STRATEGIES,
    **labels.REQUEST_STATES,
    **labels.METHODS,
    "all": "tous",
    **{code: word.text for code, word in words.SENT_MESSAGES.items()},
}


AMOUNT = re.compile(r"-?\d{1,16}\.\d\d")
DAY = re.compile(r"(19|20|21)\d\d-(0[1-9]|1[0-2])-([0-2]\d|3[01])")
MONTH = re.compile(r"(19|20|21)\d\d-(0[1-9]|1[0-2])")


def said(text: str | None) -> str:
    """Writes the details of a journal row: « montant : 98 716,89 € ; familles : 286 ».

    A key or a value without a French word is shown as it is kept.
    """
    found = json.loads(text or "{}")
    return _all(found) if isinstance(found, dict) else str(found)


def missing(text: str | None) -> list[str]:
    """Lists the keys that have no French word."""
    return [key for key in json.loads(text or "{}") if key not in WORDS]


def _all(found: dict) -> str:
    return " ; ".join(f"{WORDS.get(key, key)} : {_value(value)}" for key, value in found.items())


def _value(value: object) -> str:
    match value:
        case None | "":
            return "—"
        case bool():
            return "oui" if value else "non"
        case dict():
            return f"({_all(value)})"
        case list():
            return ", ".join(map(_value, value)) or "—"
        case str() if AMOUNT.fullmatch(value):
            return formats.euro(Decimal(value))
        case str() if DAY.fullmatch(value):
            return _day(value)
        case str() if MONTH.fullmatch(value):
            return formats.month(value)
        case _:
            return VALUES.get(str(value), str(value))


def _day(value: str) -> str:
    """« 06/02/2024 »; what someone typed and is no day stays as it is."""
    with contextlib.suppress(ValueError):
        return formats.day(dt.date.fromisoformat(value))
    return value
