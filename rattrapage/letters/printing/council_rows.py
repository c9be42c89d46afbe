"""The rows of the council's tables in words and figures: None is a hidden figure, « secret » to the reader."""

from __future__ import annotations

from decimal import Decimal

from rattrapage.letters.printing import wording
from rattrapage.letters.printing.wording import euro
from rattrapage.words import CAUSES

SECRET = "secret"


def months(rows: list[dict]) -> list[dict]:
    """The rows of « Par mois d'usage », with bars on one scale: a thousandth of the largest month is the unit."""
    largest = max((row["billed"] + row["remaining"] for row in rows if not row["masked"]), default=0) or 1
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


def cause(row: dict) -> dict:
    """A row of « Pourquoi »."""
    label = CAUSES[row["cause"]].text if row["cause"] in CAUSES else row["cause"]
    return {"cause": label, "families": count(row["families"]), "amount": or_secret(row["amount"])}


def families(row: dict) -> dict:
    """A row of « Par quotient familial » or « Par service »."""
    left, mean = row["remaining"], row["mean"]
    mean = SECRET if row["masked"] else euro(mean)
    return {"label": row["label"], "families": count(row["families"]), "left": or_secret(left), "mean": mean}


def count(value: int | None) -> str:
    """A number of families, or « secret »."""
    return SECRET if value is None else wording.number(value)


def or_secret(amount: Decimal | None) -> str:
    """An amount, or « secret »."""
    return SECRET if amount is None else euro(amount)
