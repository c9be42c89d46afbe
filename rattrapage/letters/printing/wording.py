"""Figures, dates and words as French documents print them; pages have their own in `pages/ui/formats.py`."""

from __future__ import annotations

import datetime as dt
import functools
from decimal import Decimal

from babel.dates import format_date
from babel.numbers import format_decimal

from rattrapage.amounts import MISSING as MISSING
from rattrapage.amounts import euro as euro
from rattrapage.words import UNITS

LOCALE = "fr_FR"
# Babel takes a fifth of a millisecond a figure, and ten thousand letters repeat most of them: hence the caches.


def price(amount: Decimal | None) -> str:
    """Writes a unit price, with its third and fourth decimals when it has them: « 5,80 € », « 0,6250 € »."""
    return euro(amount, 2 if amount is None or amount == round(amount, 2) else 4)


@functools.lru_cache(10_000)
def number(value: Decimal | int) -> str:
    """Writes a number without useless zeros: « 12 », « 7,5 », « 11 240 »."""
    return format_decimal(value, "#,##0.##", locale=LOCALE).replace("-", "−")


def quantity(value: Decimal, unit: str | None = "act") -> str:
    """Writes a quantity in its unit: « 12 », « 7,5 h », « 1 mois »."""
    return f"{number(value)} {UNITS.get(unit or '', '')}".strip().replace(" ", "\u00a0")


def counted(value: int, one: str, many: str) -> str:
    """Writes a number and its noun: « 1 échéance », « 3 échéances »; French takes the singular below 2."""
    return f"{number(value)}\u00a0{one if abs(value) < 2 else many}"


@functools.lru_cache(10_000)
def day(date: dt.date) -> str:
    """Writes a date in words: « 1er mars 2024 », « 20 février 2024 »."""
    text = format_date(date, "d MMMM y", locale=LOCALE)
    return text.replace("1 ", "1er ", 1) if date.day == 1 else text


def short_day(date: dt.date) -> str:
    """Writes a date in figures: « 20/02/2024 »."""
    return format_date(date, "dd/MM/y", locale=LOCALE)


@functools.lru_cache(10_000)
def month(code: str) -> str:
    """Writes a month in words: « septembre 2023 » from `2023-09`."""
    return format_date(dt.date.fromisoformat(f"{code}-01"), "MMMM y", locale=LOCALE)


@functools.lru_cache(10_000)
def short_month(code: str) -> str:
    """Writes a month in short: « sept. 2023 » from `2023-09`."""
    return format_date(dt.date.fromisoformat(f"{code}-01"), "MMM y", locale=LOCALE)


def of_month(code: str) -> str:
    """Writes a month after its preposition: « de septembre 2023 », « d'octobre 2023 »."""
    return f"d'{month(code)}" if month(code)[0] in "ao" else f"de {month(code)}"


def period(first: str, last: str) -> str:
    """Writes a period: « de septembre 2023 à janvier 2024 »; a period of one month names it once."""
    return of_month(first) if first == last else f"{of_month(first)} à {month(last)}"


def iban(text: str) -> str:
    """Writes an account as a form prints it, by groups of four."""
    compact = text.replace(" ", "")
    return " ".join(compact[start : start + 4] for start in range(0, len(compact), 4))


def masked_iban(text: str) -> str:
    """Writes an account as a letter or a page shows it: `FR76 •••• •••• 1234`."""
    compact = text.replace(" ", "")
    return f"{compact[:4]} •••• •••• {compact[-4:]}" if len(compact) >= 14 else "••••"


def percent(part: Decimal, whole: Decimal) -> str:
    """Writes a part as a percentage of a whole that is not 0: « 84,3 % »."""
    return f"{format_decimal(100 * part / whole, '#,##0.0', locale=LOCALE)}\u202f%"
