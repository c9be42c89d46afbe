"""The parameters of an explorer query: the widget that asks for each, and the value that is bound."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from rattrapage import amounts, months, queries
from rattrapage.errors import Refusal

WIDGETS = ("select", "multi", "month", "date", "amount", "text", "toggle")
KEYS = ("label", "widget", "default", "options_sql", "all")
ENDS = ("first", "last")
TODAY = "today"
RESERVED = ("role", "vue", "page", "embed", "embed_options")
"""Words of the address that are no filter of a query."""
NEED_OPTIONS, MAY_HAVE_OPTIONS = ("select", "multi"), ("select", "multi", "month")


@dataclass(frozen=True)
class Parameter:
    """`all` is the label of « no choice », which binds NULL (`select`) or an empty list (`multi`)."""

    name: str
    label: str
    widget: str
    default: object = None
    options_sql: str | None = None
    all: str | None = None

    @classmethod
    def read(cls, name: str, told: dict[str, Any]) -> Parameter:
        """Reads a parameter as the head declares it; raises `ValueError` with a French reason."""
        _check_name(name)
        if told.get("widget") not in WIDGETS:
            raise ValueError(f"widget inconnu « {told.get('widget', '')} » ; possibles : {', '.join(WIDGETS)}")
        for key in ("label", "options_sql", "all"):
            if key in told and not isinstance(told[key], str):
                raise ValueError(f"{key} doit être un texte entre guillemets")
        _check_options(told["widget"], told)
        default = _default(told["widget"], told.get("default"))
        options = told.get("options_sql") or (queries.text("explorer/months") if told["widget"] == "month" else None)
        return cls(name, told.get("label", name), told["widget"], default, options, told.get("all"))

    def start(self, options: list[str], today: dt.date) -> object:
        """Gives the value bound as long as the reader has chosen nothing; `options` are the codes offered."""
        match self.widget:
            case "multi":
                return []
            case "month":
                return self._month(options)
            case "select":
                return self._code(options)
            case "date":
                return today if self.default == TODAY else self.default
            case _:
                return self.default

    def _code(self, options: list[str]) -> str | None:
        if self.default in options:
            return self.default
        return options[0] if options and self.all is None else None

    def _month(self, options: list[str]) -> str | None:
        if not options:
            return None
        return self.default if self.default in options else options[0 if self.default == "first" else -1]


def _check_name(name: str) -> None:
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        raise ValueError("un nom de paramètre s'écrit en minuscules, chiffres et _, sans accent")
    if name in RESERVED:
        raise ValueError(f"nom réservé ; ne prenez pas : {', '.join(RESERVED)}")


def _check_options(widget: str, table: dict[str, Any]) -> None:
    if widget in NEED_OPTIONS and not table.get("options_sql", "").strip():
        raise ValueError(f"le widget {widget} demande options_sql")
    if "all" in table and "default" in table:
        raise ValueError("all et default ne vont pas ensemble : avec all, rien n'est choisi au départ")
    for key, widgets in (("options_sql", MAY_HAVE_OPTIONS), ("all", NEED_OPTIONS)):
        if key in table and widget not in widgets:
            raise ValueError(f"{key} ne vaut que pour : {', '.join(widgets)}")


def _default(widget: str, value: object) -> object:
    """The default in the type that is bound; raises `ValueError` when the widget cannot have it."""
    readers = {"select": _code, "multi": _none, "month": _month, "date": _date, "amount": _amount, "text": _text}
    return readers.get(widget, _boolean)(value)


def _none(value: object) -> None:
    if value is not None:
        raise ValueError("le widget multi n'a pas de default : au départ rien n'est choisi")


def _code(value: object) -> str | None:
    """A code of the list; the empty text is one."""
    if value is not None and not isinstance(value, str):
        raise ValueError("default doit être un texte entre guillemets")
    return value


def _text(value: object) -> str | None:
    return _code(value) or None


def _month(value: object) -> str:
    if value is None or value in ENDS:
        return value or "last"
    try:
        return months.check(str(value))
    except Refusal as error:
        raise ValueError('default doit être "first", "last" ou un mois comme "2023-09"') from error


def _date(value: object) -> dt.date | str:
    if value is None or value == TODAY:
        return TODAY
    if isinstance(value, dt.datetime):
        return value.date()
    try:
        return value if isinstance(value, dt.date) else dt.date.fromisoformat(str(value))
    except ValueError as error:
        raise ValueError('default doit être "today" ou une date comme "2023-09-01"') from error


def _amount(value: object) -> Decimal:
    try:
        return amounts.parse(str(0 if value is None else value))
    except Refusal as error:
        raise ValueError('default doit être un montant comme "15,00"') from error


def _boolean(value: object) -> bool:
    if not isinstance(value, bool | None):
        raise ValueError("default doit être true ou false")
    return bool(value)
