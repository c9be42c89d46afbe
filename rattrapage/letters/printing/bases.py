"""The bases de liquidation in words and figures: each amount with what made it (R14)."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from rattrapage.letters.printing import people, wording
from rattrapage.letters.printing.wording import euro
from rattrapage.letters.shapes.bases import Bases, BasesLine, BasesMonth, BasesPart, BasesUse
from rattrapage.words import ATTENDANCE

RULES = (
    (
        "Le prix est celui du tarif en vigueur le jour de l'usage, pour la tranche du quotient familial de ce jour-là "
        "; sans quotient connu, la tranche la plus haute. Un pointage particulier (absence, repas sans réservation) "
        "multiplie le prix, jamais la quantité. Une exonération donne un prix de 0,00 €."
    ),
    (
        "Les quantités d'un même enfant, service, mois et prix sont additionnées, puis multipliées par le prix, "
        "arrondi au centime. Les avoirs sont comptés avec un signe moins. Un forfait mensuel compte une fois par "
        "enfant et par mois."
    ),
)


def texts(data: Bases) -> dict[str, Any]:
    """Gives what the template shows."""
    first, last = data["first"], data["last"]
    return {
        "sender": people.sender(data["contact"]),
        "contact": people.contact(data["contact"]),
        "family": people.family(data["family"]),
        "on": wording.day(data["on"]),
        "title": f"Bases de liquidation, famille {data['family']['family_id']}, {wording.period(first, last)}",
        "foot": f"Édité le {wording.day(data['on'])}, calcul n° {data['run']}, empreinte {data['output_hash']}",
        "months": [_month(month) for month in data["months"]],
        "totals": _totals(data["months"]),
        "rules": list(RULES),
    }


def _month(month: BasesMonth) -> dict[str, Any]:
    return {
        "title": wording.month(month["month"]).capitalize(),
        "used": [_used(row) for row in month["used"]],
        "billed": [_billed(row) for row in month["billed"]],
        "total": f"{_sum(month)}{_unpriced(month)}",
    }


def _used(row: BasesUse) -> dict[str, str]:
    parts = row["parts"]
    return {
        "child": row["child"],
        "service": row["service"],
        "status": _joined(_status(part) for part in parts),
        "quotient": _joined(_quotient(part) for part in parts),
        "bracket": _joined(_bracket(part) for part in parts),
        "tariff": _joined(_tariff(part) for part in parts),
        "quantity": wording.quantity(row["quantity"], row["unit"]),
        "unit_price": "sans tarif" if row["unit_price"] is None else wording.price(row["unit_price"]),
        "amount": euro(row["amount"]),
    }


def _joined(texts: Iterable[str]) -> str:
    """Each text once, in order: what several parts of one price do not share."""
    return " ; ".join(dict.fromkeys(texts))


def _status(part: BasesPart) -> str:
    word = ATTENDANCE[part["status"]].text if part["status"] in ATTENDANCE else part["status"]
    factor = part["factor"]
    times = f" (prix × {wording.number(factor)})" if factor is not None and factor != 1 else ""
    return word + times + (", exonéré" if part["is_exempt"] else "")


def _quotient(part: BasesPart) -> str:
    return "inconnu" if part["quotient"] is None else wording.number(part["quotient"])


def _bracket(part: BasesPart) -> str:
    if part["qf_min"] is None:
        return wording.MISSING
    top = f"à moins de {wording.number(part['qf_max'])}" if part["qf_max"] is not None else "et plus"
    return f"{wording.number(part['qf_min'])} {top}"


def _tariff(part: BasesPart) -> str:
    return wording.short_day(part["tariff_valid_from"]) if part["tariff_valid_from"] else wording.MISSING


def _billed(row: BasesLine) -> dict[str, str]:
    sign = -1 if row["is_credit"] else 1
    return {
        "invoice": row["invoice_id"],
        "issued_on": wording.short_day(row["issued_on"]),
        "child": row["child"] or "tous vos enfants",
        "service": row["service"],
        "quantity": wording.quantity(sign * row["quantity"], row["unit"]),
        "unit_price": wording.price(row["unit_price"]),
        "amount": euro(sign * row["amount"]),
    }


def _sum(month: BasesMonth) -> str:
    due, billed = month["expected"], month["billed_amount"]
    return f"Dû {euro(due)} − facturé {euro(billed)} = écart {euro(due - billed)}."


def _unpriced(month: BasesMonth) -> str:
    return " Des usages sans tarif ne sont pas chiffrés." if month["is_unpriced"] else ""


def _totals(months: list[BasesMonth]) -> list[str]:
    due = sum((month["expected"] for month in months), Decimal(0))
    billed = sum((month["billed_amount"] for month in months), Decimal(0))
    return [f"Dû {euro(due)} − facturé {euro(billed)} = écart {euro(due - billed)}."]
