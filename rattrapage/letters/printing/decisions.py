"""The letter that answers a request, in words: received, passed on, granted or refused (R12)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any, TypeVar

from rattrapage.letters.printing import people, wording
from rattrapage.letters.printing.wording import euro
from rattrapage.letters.shapes.decisions import Decision, DecisionTerms
from rattrapage.words import METHODS, REQUEST_STATES, STRATEGIES

Value = TypeVar("Value")

ON_HOLD = "Tant que la réponse n'est pas donnée, aucun prélèvement n'est fait pour ce rattrapage."


def texts(data: Decision) -> dict[str, Any]:
    """Gives what the template shows."""
    return {
        "sender": people.sender(data["contact"], data["creditor"]),
        "contact": people.contact(data["contact"]),
        "family": people.family(data["family"]),
        "on": wording.day(data["on"]),
        "subject": REQUEST_STATES[data["state"]].text,
        "paragraphs": list(_paragraphs(data)),
        "terms_title": "Ce qui est accordé" if data["state"] == "granted" else "Ce que vous avez demandé",
        "terms": list(_terms(data["terms"])),
        "instalments": [
            {"number": wording.number(r["number"]), "due_on": wording.day(r["due_on"]), "amount": euro(r["amount"])}
            for r in data["instalments"]
        ],
        "scheduled": euro(sum((row["amount"] for row in data["instalments"]), Decimal(0))),
    }


def _paragraphs(data: Decision) -> Iterator[str]:
    yield f"Vous nous avez demandé le {wording.day(data['asked_on'])} d'autres conditions pour payer votre rattrapage."
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


def _decision(data: Decision) -> str:
    return f"{wording.day(data['decided_on'])}, référence {data['reference']}"


def _terms(terms: DecisionTerms) -> Iterator[dict[str, str]]:
    """What the family named, each in words."""
    lines = {
        "Calendrier": _said(terms.get("strategy"), lambda code: STRATEGIES[code].text),
        "Première échéance": _said(terms.get("first_due"), _at_the_earliest),
        "Nombre d'échéances": _said(terms.get("max_instalments"), lambda count: f"{wording.number(count)} au plus"),
        "Échéance minimale": _said(terms.get("min_instalment"), euro),
        "Somme par mois": _said(terms.get("cap"), lambda cap: f"{euro(cap)} au plus"),
        "Moyen de paiement": _said(terms.get("method"), lambda code: METHODS[code].text),
    }
    yield from ({"label": label, "value": value} for label, value in lines.items() if value is not None)


def _said(value: Value | None, words: Callable[[Value], str]) -> str | None:
    return None if value is None else words(value)


def _at_the_earliest(date: dt.date) -> str:
    return f"à partir du {wording.day(date)}"
