"""Schedules: how an amount is cut into instalments (R12). Pure functions on whole cents, all greater than 0.

Instalments always add up to the amount, and each is greater than 0.
"""

from __future__ import annotations

from collections.abc import Sequence


def equal(amount: int, most: int, least: int = 0) -> list[int]:
    """Cuts equal parts of at least `least`, as many as `most` allows; the left-over cents go on the first.

    Example: 100.00 in at most 3 parts: 33.34, 33.33, 33.33.
    """
    count = min(most, amount, amount // least if least else most) or 1
    part, left_over = divmod(amount, count)
    return [part + left_over] + [part] * (count - 1)


def mirror(months: Sequence[int], most: int, kept: int = 0) -> list[int]:
    """Asks one missed month a month, oldest first.

    `kept` is taken from the oldest months; months past `most` go on the last instalment.

    Example: 30.00, 40.00 and 50.00, of which 35.00 is kept, in at most 4: 35.00, 50.00.
    """
    left = []
    for month in months:
        taken = min(month, kept)
        kept -= taken
        if month > taken:
            left.append(month - taken)
    return left[: most - 1] + [sum(left[most - 1 :])] if len(left) > most else left


def capped(amount: int, most: int, cap: int) -> list[int] | None:
    """Cuts parts of `cap`, the rest last; None when that needs more than `most`.

    Example: 130.00 by 60.00 in at most 3: 60.00, 60.00, 10.00.
    """
    whole, rest = divmod(amount, cap)
    parts = [cap] * min(whole, most + 1) + ([rest] if rest else [])
    return parts if len(parts) <= most else None
