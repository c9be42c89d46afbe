"""The letter that answers a request, in words: received, passed on, granted or refused (R12)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from rattrapage.letters.printing import people, wording
from rattrapage.letters.printing.wording import euro
from rattrapage.words import METHODS, REQUEST_STATES, STRATEGIES

ON_HOLD = "Tant que la réponse n'est pas donnée, aucun prélèvement n'est fait pour ce rattrapage."


def texts(data: dict) -> dict:
    """What the template shows. Keys of `data`:

    on, contact (Contact), creditor (Creditor or None), family (row of `families`); state (`asked`,
    `sent_to_accountant`, `granted`, `refused`), asked_on, decided_on, reference, motive (for the family, or '');
    terms {strategy, first_due, max_instalments, min_instalment, cap, method}: what the family named, the rest None;
    instalments [{number, due_on, amount}] known for certain, or [].
    """
    terms = list(_terms(data["terms"]))
    return {
        "sender": people.sender(data["contact"], data["creditor"]),
        "contact": people.contact(data["contact"]),
        "family": people.family(data["family"]),
        "on": wording.day(data["on"]),
        "subject": REQUEST_STATES[data["state"]].text,
        "paragraphs": list(_paragraphs(data)),
        "terms_title": "Ce qui est accordé" if data["state"] == "granted" else "Ce que vous avez demandé",
        "terms": terms,
        "instalments": [
            {"number": wording.number(r["number"]), "due_on": wording.day(r["due_on"]), "amount": euro(r["amount"])}
            for r in data["instalments"]
        ],
        "scheduled": euro(sum((row["amount"] for row in data["instalments"]), Decimal(0))),
    }


def _paragraphs(data: dict):
    asked = (
        f"Vous nous avez demandé le {wording.day(data['asked_on'])} d'autres conditions pour payer votre rattrapage."
    )
    yield asked
    if data["state"] == "asked":
        yield "Votre demande est enregistrée et va être étudiée. " + ON_HOLD
    elif data["state"] == "sent_to_accountant":
        yield "Nous l'avons transmise au comptable public : lui seul peut accorder un délai. " + ON_HOLD
    elif data["state"] == "granted":
        yield f"Elle est acceptée par décision du {_decision(data)}."
        yield (
            "Vos échéances sont établies à ces conditions. Vous recevrez une lettre avec les dates et les montants "
            "avant tout prélèvement."
        )
    else:
        yield f"Elle n'a pas pu être acceptée, par décision du {_decision(data)}."
        yield (
            "Les échéances déjà annoncées restent à payer. Si votre situation change ou si un élément n'a pas été vu, "
            "écrivez-nous : nous étudierons une nouvelle demande."
        )
    if data["motive"]:
        yield f"Motif : {data['motive']}"


def _decision(data: dict) -> str:
    return f"{wording.day(data['decided_on'])}, référence {data['reference']}"


def _terms(asked: dict):
    """What the family named, each in words."""
    said = {
        "strategy": ("Calendrier", lambda v: STRATEGIES[v].text),
        "first_due": ("Première échéance", _at_the_earliest),
        "max_instalments": ("Nombre d'échéances", lambda v: f"{wording.number(v)} au plus"),
        "min_instalment": ("Échéance minimale", euro),
        "cap": ("Somme par mois", lambda v: f"{euro(v)} au plus"),
        "method": ("Moyen de paiement", lambda v: METHODS[v].text),
    }
    for key, (label, words) in said.items():
        if asked.get(key) is not None:
            yield {"label": label, "value": words(asked[key])}


def _at_the_earliest(date: dt.date) -> str:
    return f"à partir du {wording.day(date)}"
