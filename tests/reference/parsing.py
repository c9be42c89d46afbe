"""From one cell's text to one value, or to the reason code of its rejection (rules.md, Reading)."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from .schema import Column

ISO_3166 = """
AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ
BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM
DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS
GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN
KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ
MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM
PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV
SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI
VN VU WF WS YE YT ZA ZM ZW
"""
COUNTRIES = frozenset(ISO_3166.split())
IBAN_LENGTHS = {"FR": 27, "DE": 22, "BE": 16, "LU": 20, "CH": 21, "ES": 24, "IT": 27, "MR": 27}
THOUSANDS = " \u00a0\u2009\u202f"
NUMBER = re.compile(rf"[+\u2212-]?(?:\d+|\d{{1,3}}(?:[{THOUSANDS}]\d{{3}})+)(?:[.,](\d+))?(?:[{THOUSANDS}]?€)?")
# The rules say "what overflows" without a limit; anything a city can bill is far below this one.
TOO_LARGE = Decimal(10) ** 12


class Bad(ValueError):
    """A cell that cannot be read; `str()` is the reason code."""


def clean(text: str | None) -> str:
    """Trim, and take off the apostrophe of a neutralised cell."""
    trimmed = (text or "").strip()
    return trimmed[1:] if re.match(r"'[=+\-@]", trimmed) else trimmed


def decimal(text: str, column: Column) -> Decimal:
    """`1 234,56` or `1234.56`, with at most `column.detail` decimals."""
    match = NUMBER.fullmatch(text)
    if not match or len((match[1] or "").rstrip("0")) > column.detail or may_be_thousands(text, column):
        raise Bad("bad_number")
    text = text.rstrip("€").replace("\u2212", "-")
    number = Decimal(re.sub(f"[{THOUSANDS}]", "", text).replace(",", "."))
    if abs(number) >= TOO_LARGE:
        raise Bad("bad_number")
    return number


def may_be_thousands(text: str, column: Column) -> bool:
    """`25,000` where two decimals are allowed."""
    return column.detail == 2 and re.match(r"\D?[1-9]\d?\d?,\d{3}(?!\d)", text) is not None


def integer(text: str, column: Column) -> int:
    if not re.fullmatch(r"\d{1,9}", text):
        raise Bad("bad_number")
    return int(text)


def day(text: str, column: Column) -> date:
    """`2023-09-30`, `30/09/2023` or `30.9.2023`, a midnight behind or not."""
    text = re.sub(r"[ T]00:00(:00)?$", "", text)
    iso = re.fullmatch(r"(\d{4})-(\d\d?)-(\d\d?)", text)
    french = re.fullmatch(r"(\d\d?)/(\d\d?)/(\d{4})", text) or re.fullmatch(r"(\d\d?)\.(\d\d?)\.(\d{4})", text)
    parts = iso.groups() if iso else french.groups()[::-1] if french else None
    if not parts:
        raise Bad("bad_date")
    try:
        return date(*map(int, parts))
    except ValueError:
        raise Bad("bad_date") from None


def month(text: str, column: Column) -> str:
    """`2023-09`, kept as text."""
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", text):
        raise Bad("bad_date")
    return text


def day_or_month(text: str, column: Column) -> date | str:
    """A day as a date, a month (a monthly count) as text: the two stay different contents."""
    return month(text, column) if re.fullmatch(r"\d{4}-\d\d", text) else day(text, column)


def boolean(text: str, column: Column) -> bool:
    word = text.lower()
    if word not in {"true", "false", "vrai", "faux", "oui", "non", "1", "0"}:
        raise Bad("bad_value")
    return word in {"true", "vrai", "oui", "1"}


def choice(text: str, column: Column) -> str:
    if text.lower() not in column.detail:
        raise Bad("bad_value")
    return text.lower()


def country(text: str, column: Column) -> str:
    if text.upper() not in COUNTRIES:
        raise Bad("bad_value")
    return text.upper()


def rum(text: str, column: Column) -> str:
    """A mandate reference: at most 35 characters of the SEPA set."""
    if not re.fullmatch(r"[A-Za-z0-9/\-?:().,'+ ]{1,35}", text):
        raise Bad("bad_value")
    return text


def iban(text: str, column: Column) -> str:
    """Compact and upper case; structure and mod 97 (only the countries the tests use)."""
    compact = re.sub(r"[\s-]", "", text).upper().removeprefix("IBAN")
    digits = "".join(str(int(c, 36)) for c in compact[4:] + compact[:4] if c.isalnum())
    right_length = len(compact) == IBAN_LENGTHS.get(compact[:2])
    if not (compact.isalnum() and right_length and compact[2:4].isdigit() and int(digits) % 97 == 1):
        raise Bad("bad_iban")
    return compact


PARSERS: dict[str, Callable[[str, Column], object]] = {
    "text": lambda text, column: text,
    "decimal": decimal,
    "integer": integer,
    "date": day,
    "month": month,
    "day_or_month": day_or_month,
    "bool": boolean,
    "choice": choice,
    "country": country,
    "rum": rum,
    "iban": iban,
}


def value(text: str | None, column: Column) -> object:
    """One cell's value; an empty one gives the column's default. Raises `Bad`."""
    cleaned = clean(text)
    if cleaned:
        return PARSERS[column.kind](cleaned, column)
    if column.required:
        raise Bad("missing_value")
    return column.default
