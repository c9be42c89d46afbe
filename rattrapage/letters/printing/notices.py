"""The catch-up notice in words: what was used, what is owed and why, when and how to pay."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from rattrapage.letters.printing import payment, people, wording
from rattrapage.letters.printing.wording import euro
from rattrapage.letters.shapes.notices import Notice, NoticeDetail, NoticeInstalment, NoticeMonth
from rattrapage.words import NO_GAP

ZERO = Decimal(0)
NOTES = (
    (
        "Dû : ce que vous avez utilisé, au tarif en vigueur et au quotient familial connu le jour de l'usage. Facturé "
        ": ce que nos factures comptaient déjà pour ce mois. Écart : ce qui manque, ou, avec un signe moins, ce que "
        "nous avons facturé en trop. Ce qui a été facturé sans erreur n'est pas répété ici."
    ),
)
ELSEWHERE = (
    "{amount} de ces écarts ne vous sont pas demandés ici : ils étaient déjà facturés sous un autre mois, ou restent à "
    "vérifier."
)


def texts(data: Notice) -> dict[str, Any]:
    """Gives what the template shows."""
    months = data["months"]
    return {
        "sender": people.sender(data["contact"], data["creditor"]),
        "contact": people.contact(data["contact"]),
        "family": people.family(data),
        "on": wording.day(data["on"]),
        "subject": _subject(data),
        "opening": _opening(data),
        "months": [_month(row) for row in months],
        "totals": {
            "used": euro(sum((row["used"] for row in months), ZERO)),
            "billed": euro(sum((row["billed"] for row in months), ZERO)),
            "owed": euro(sum((row["owed"] for row in months), ZERO)),
        },
        "why": list(_why(data)),
        "instalments": [_instalment(row) for row in data["instalments"]],
        "scheduled": euro(left_to_pay(data["instalments"])),
        "how": list(payment.ways(data)),
        "mandate": payment.mandate(data),
        "details": [_detail(row) for row in data["details"]],
        "notes": list(_notes(data)),
    }


def left_to_pay(instalments: list[NoticeInstalment]) -> Decimal:
    """Gives what open instalments still ask, in euros."""
    return sum((row["amount"] - row["paid"] for row in instalments), ZERO)


def _subject(data: Notice) -> str:
    said = "Votre nouveau calendrier de paiement" if data["replaces"] else "Services non facturés"
    return f"{said} : {wording.period(data['first'], data['last']).removeprefix('de ')}"


def _opening(data: Notice) -> str:
    if data["replaces"]:
        return (
            "Votre calendrier de paiement a changé. Cette lettre remplace la précédente : elle redit ce que vous avez "
            "utilisé, ce qui reste dû, et quand le payer."
        )
    return (
        f"Une partie des services que votre famille a utilisés {wording.period(data['first'], data['last'])} ne vous a "
        "pas été facturée, à cause d'une panne de notre logiciel. Nous vous prions de nous en excuser. Cette lettre "
        "dit ce que vous avez utilisé, ce qui reste dû, et quand le payer."
    )


def _month(row: NoticeMonth) -> dict[str, str]:
    return {
        "month": wording.month(row["month"]),
        "used": euro(row["used"]),
        "billed": euro(row["billed"]),
        "owed": euro(row["owed"]),
    }


def _why(data: Notice) -> Iterator[str]:
    """How what is owed becomes what is asked, to the last euro."""
    if data["waived"]:
        yield f"Une remise de {euro(data['waived'])}, votée par le conseil, est déduite."
    if data["netted"]:
        yield f"{euro(data['netted'])} que nous avions facturés en trop sont déduits."
    if data["paid"]:
        yield f"Vous avez déjà réglé {euro(data['paid'])} : merci."
    if data["credit"]:
        yield (
            f"Nous vous avons aussi demandé {euro(data['credit'])} en trop. Cette somme vous revient : elle n'est pas "
            "retirée des échéances de cette lettre, un avoir vous sera adressé à part."
        )
    owed = sum((row["owed"] for row in data["months"]), ZERO)
    rest = owed - data["waived"] - data["netted"] - data["paid"] - left_to_pay(data["instalments"])
    if rest > 0:
        yield f"{euro(rest)} ne vous sont pas demandés aujourd'hui : nous vous écrirons s'ils doivent l'être."


def _instalment(row: NoticeInstalment) -> dict[str, str]:
    notes = (
        f"{euro(row['paid'])} déjà réglés" if row["paid"] else "",
        "déjà transmise à la banque" if row["debited"] else "déjà annoncée" if row["known"] else "",
    )
    return {
        "number": wording.number(row["number"]),
        "due_on": wording.day(row["due_on"]),
        "amount": euro(row["amount"] - row["paid"]),
        "note": ", ".join(filter(None, notes)),
    }


def _notes(data: Notice) -> Iterator[str]:
    """What the columns mean; and why the gaps may be more than what is owed (R11: billed under another month)."""
    yield from NOTES
    missing = sum((row["gap"] for row in data["details"] if row["gap"] > 0 and row["status"] != "unknown"), ZERO)
    if elsewhere := max(ZERO, missing - sum((row["owed"] for row in data["months"]), ZERO)):
        yield ELSEWHERE.format(amount=euro(elsewhere))


def _detail(row: NoticeDetail) -> dict[str, str]:
    return {
        "month": wording.short_month(row["month"]).replace(" ", "\u00a0"),
        "what": f"{row['child'] or 'Tous vos enfants'} : {row['service']}",
        "quantity": wording.quantity(row["used_quantity"], row["unit"]),
        "expected": euro(row["expected"]),
        "billed": euro(row["billed"]),
        "gap": NO_GAP.get(row["status"] or "", euro(row["gap"])),
    }
