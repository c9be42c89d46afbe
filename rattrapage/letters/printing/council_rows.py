"""The rows of the council's tables in words and figures: None is a hidden figure, « secret » to the reader."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from rattrapage.letters.printing import wording
from rattrapage.letters.printing.wording import euro
from rattrapage.letters.shapes.council import CouncilCause, CouncilMonth, CouncilPart
from rattrapage.words import CAUSES

SECRET = "secret"
ZERO = Decimal(0)


def months(rows: list[CouncilMonth]) -> list[dict[str, Any]]:
    """Gives the rows of « Par mois d'usage », with bars on one scale: a thousandth of the largest month is the unit."""
    known = [(row["billed"] or ZERO) + (row["remaining"] or ZERO) for row in rows if not row["masked"]]
    largest = max(known, default=ZERO) or Decimal(1)
    return [
        {
            "month": wording.month(row["month"]),
            "due": or_secret(row["due"]),
            "billed": or_secret(row["billed"]),
            "left": or_secret(row["remaining"]),
            "billed_share": max(0, int(1000 * (row["billed"] or 0) / largest)),
            "left_share": max(0, int(1000 * (row["remaining"] or 0) / largest)),
        }
        for row in rows
    ]


def cause(row: CouncilCause) -> dict[str, str]:
    """Gives a row of « Pourquoi »."""
    label = CAUSES[row["cause"]].text if row["cause"] in CAUSES else row["cause"]
    return {"cause": label, "families": count(row["families"]), "amount": or_secret(row["amount"])}


def families(row: CouncilPart) -> dict[str, str]:
    """Gives a row of « Par quotient familial » or « Par service »."""
    mean = SECRET if row["masked"] else euro(row["mean"])
    left = or_secret(row["remaining"])
    return {"label": row["label"], "families": count(row["families"]), "left": left, "mean": mean}


def count(value: int | None) -> str:
    """Gives a number of families, or « secret »."""
    return SECRET if value is None else wording.number(value)


def or_secret(amount: Decimal | None) -> str:
    """Gives an amount, or « secret »."""
    return SECRET if amount is None else euro(amount)
