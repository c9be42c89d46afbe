"""Figures and words as a French reader writes them, for text; tables format their own cells in the browser."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal, localcontext

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal

from rattrapage.amounts import MISSING as MISSING
from rattrapage.amounts import euro as euro

LOCALE = "fr_FR"
MINUS = "−"
JOINER = "\u2060"
SIGNS = re.compile(r"(?<!\S)(?=(?:<->|->|<-|--|>=|<=|~=)(?!\S))")
"""Where Streamlit draws a sign standing alone as an arrow or a long dash: a joiner, which has no width, stops it."""
DIGITS = 60
"""Enough to round DuckDB's longest decimals (38 digits), which Python's usual 28 refuse."""


def number(value: Decimal | None) -> str:
    """« 7,5 », « 1 200 »: a quantity, a factor or a quotient without useless zeros."""
    return MISSING if value is None else _decimal(value, "#,##0.########")


def day(date: dt.date | None) -> str:
    """« 04/09/2023 »; a missing date is « — »."""
    return MISSING if date is None else format_date(date, "dd/MM/y", locale=LOCALE)


def count(number: int) -> str:
    """« 11 240 »."""
    return _decimal(number, None)


def counted(number: int, one: str, many: str) -> str:
    """« 1 jour », « 12 jours »: French takes the singular below 2."""
    return f"{count(number)} {one if abs(number) < 2 else many}"


def percent(value: Decimal | None) -> str:
    """« 84,3 % » from 84.3; a missing rate is « — »."""
    return MISSING if value is None else f"{_decimal(value, '#,##0.0')}\u202f%"


def share(value: Decimal | None) -> str:
    """« 84,3 % » from 0.843."""
    if value is None:
        return MISSING
    with localcontext(prec=DIGITS):
        return percent(Decimal(value).scaleb(2))


def points(value: Decimal) -> str:
    """« +3,2 points », « −1,0 point »: a change between two rates."""
    return f"{_decimal(value, '+#,##0.0;-#,##0.0')} {'point' if abs(value) < 2 else 'points'}"


def month(code: str) -> str:
    """« nov. 2023 » from `2023-11`."""
    return format_date(dt.date.fromisoformat(f"{code}-01"), "MMM y", locale=LOCALE)


def period(first: str, last: str) -> str:
    """« sept. 2023 à janv. 2024 »; one month is said once."""
    return month(first) if first == last else f"{month(first)} à {month(last)}"


def moment(at: dt.datetime) -> str:
    """« 24/11/2026 à 08:15 »."""
    return format_datetime(at, "dd/MM/y 'à' HH:mm", locale=LOCALE)


def plain(text: str) -> str:
    """A text from the data that Markdown shows as it is."""
    return re.sub(r"([\\`*_{}\[\]<>()#+\-.!|~$:])", r"\\\1", SIGNS.sub(JOINER, text))


def raw(text: str) -> str:
    """The text that `plain` made safe, for places that are no Markdown."""
    return re.sub(r"\\(.)", r"\1", text.replace(JOINER, ""))


def _decimal(value: Decimal | int, pattern: str | None) -> str:
    with localcontext(prec=DIGITS):
        return _minus(format_decimal(value, pattern, locale=LOCALE))


def _minus(text: str) -> str:
    return text.replace("-", MINUS)
