"""Amounts as people type and read them: `60,00`, `60.00`, `1 234,5`."""

from __future__ import annotations

import re
from decimal import Decimal

from rattrapage.errors import Refusal

MISSING = "—"
FRENCH = str.maketrans({",": "\u202f", ".": ",", "-": "−"})
"""The signs of a number as Python writes it, and as French does."""


def parse(text: str) -> Decimal:
    """Reads an amount in euros, at most two decimals, never negative; raises `Refusal` otherwise."""
    compact = re.sub(r"[\s\u00a0\u2009\u202f]", "", text)
    if not re.fullmatch(r"\d{1,13}([.,]\d{1,2})?", compact):
        raise Refusal(f"« {text} » n'est pas un montant ; écrivez par exemple 60,00")
    return Decimal(compact.replace(",", "."))


def euro(amount: Decimal | None, decimals: int = 2, blank: str = "\u00a0") -> str:
    """Writes euros as French does, halves to the even digit: « 1 234,50 € », « −3,20 € »; a missing amount is « — ».

    Thousands stand apart by a narrow no-break space; `blank` stands before the sign of the euro.
    """
    if amount is None:
        return MISSING
    return f"{amount:,.{decimals}f}{blank}€".translate(FRENCH)


def said(amount: Decimal) -> str:
    """Writes euros in a sentence for terminals and logs, with a plain space: « 1 234,50 € », « −3,20 € »."""
    return euro(amount, blank=" ")
