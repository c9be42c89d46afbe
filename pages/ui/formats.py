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
    """Writes a quantity, a factor or a quotient without useless zeros: « 7,5 », « 1 200 »."""
    return MISSING if value is None else _decimal(value, "#,##0.########")


def day(date: dt.date | None) -> str:
    """Writes a date: « 04/09/2023 »; a missing date is « — »."""
    return MISSING if date is None else format_date(date, "dd/MM/y", locale=LOCALE)


def count(number: int) -> str:
    """Writes a whole number: « 11 240 »."""
    return _decimal(number, None)


def counted(number: int, one: str, many: str) -> str:
    """Writes a number and its noun: « 1 jour », « 12 jours »; French takes the singular below 2."""
    return f"{count(number)} {one if abs(number) < 2 else many}"


def percent(value: Decimal | None) -> str:
    """Writes a rate: « 84,3 % » from 84.3; a missing rate is « — »."""
    return MISSING if value is None else f"{_decimal(value, '#,##0.0')}\u202f%"


def share(value: Decimal | None) -> str:
    """Writes a share: « 84,3 % » from 0.843."""
    if value is None:
        return MISSING
    with localcontext(prec=DIGITS):
        return percent(Decimal(value).scaleb(2))


def points(value: Decimal) -> str:
    """Writes a change between two rates: « +3,2 points », « −1,0 point »."""
    return f"{_decimal(value, '+#,##0.0;-#,##0.0')} {'point' if abs(value) < 2 else 'points'}"


def month(code: str) -> str:
    """Writes a month: « nov. 2023 » from `2023-11`."""
    return format_date(dt.date.fromisoformat(f"{code}-01"), "MMM y", locale=LOCALE)


def period(first: str, last: str) -> str:
    """Writes a period: « sept. 2023 à janv. 2024 »; a period of one month names it once."""
    return month(first) if first == last else f"{month(first)} à {month(last)}"


def moment(at: dt.datetime) -> str:
    """Writes a day and time: « 24/11/2026 à 08:15 »."""
    return format_datetime(at, "dd/MM/y 'à' HH:mm", locale=LOCALE)


def plain(text: str) -> str:
    """Escapes a text from the data, so that Markdown shows it as it is."""
    return re.sub(r"([\\`*_{}\[\]<>()#+\-.!|~$:])", r"\\\1", SIGNS.sub(JOINER, text))


def raw(text: str) -> str:
    """Gives the text that `plain` made safe, for places that are no Markdown."""
    return re.sub(r"\\(.)", r"\1", text.replace(JOINER, ""))


def _decimal(value: Decimal | int, pattern: str | None) -> str:
    with localcontext(prec=DIGITS):
        return _minus(format_decimal(value, pattern, locale=LOCALE))


def _minus(text: str) -> str:
    return text.replace("-", MINUS)
