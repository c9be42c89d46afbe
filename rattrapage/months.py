"""Months as files and tables write them: `2023-09`."""

from __future__ import annotations

import datetime as dt
import re

from rattrapage.errors import Refusal


def check(text: str) -> str:
    """Gives the month back; raises `Refusal` when the text is none."""
    if not re.fullmatch(r"[12]\d{3}-(0[1-9]|1[0-2])", text):
        raise Refusal(f"« {text} » n'est pas un mois ; écrivez AAAA-MM, par exemple 2023-09")
    return text


def first_day(month: str) -> dt.date:
    """Gives the first day of a month."""
    return dt.date(int(month[:4]), int(month[5:]), 1)


def day_after(month: str) -> dt.date:
    """Gives the first day after a month."""
    return (first_day(month) + dt.timedelta(days=32)).replace(day=1)
