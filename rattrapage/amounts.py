"""Amounts as people type them: `60,00`, `60.00`, `1 234,5`."""

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
