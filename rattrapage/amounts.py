"""Amounts as people type and read them: `60,00`, `60.00`, `1 234,5`."""

from __future__ import annotations

import re
from decimal import Decimal

from rattrapage.errors import Refusal


def parse(text: str) -> Decimal:
    """The amount in euros, at most two decimals, never negative; raises `Refusal` otherwise."""
    compact = re.sub(r"[\s\u00a0\u2009\u202f]", "", text)
    if not re.fullmatch(r"\d{1,13}([.,]\d{1,2})?", compact):
        raise Refusal(f"« {text} » n'est pas un montant ; écrivez par exemple 60,00")
    return Decimal(compact.replace(",", "."))


def said(amount: Decimal) -> str:
    """« 1 234,50 € », « −3,20 € », for the sentences of a refusal."""
    return f"{amount:,.2f} €".translate({ord(","): "\u202f", ord("."): ",", ord("-"): "−"})
