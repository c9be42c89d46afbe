"""The filters of an explorer query: one widget a parameter, all through `filters`, so that the address holds them."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from pages.ui import filters, formats
from rattrapage import clock
from rattrapage.explorer import explorer
from rattrapage.explorer.explorer import Query
from rattrapage.explorer.parameters import Parameter
from rattrapage.explorer.sandbox import Sandbox

EVERYTHING = "Tous"


def chosen(query: Query, sandbox: Sandbox) -> dict[str, object]:
    """Shows the row of filters and gives the values to bind; raises `Fault` when a choice cannot be offered."""
    if not query.head.params:
        return {}
    offered = {parameter.name: explorer.choices(sandbox, parameter, query.head) for parameter in query.head.params}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        return {parameter.name: _ask(parameter, offered[parameter.name]) for parameter in query.head.params}


def _ask(parameter: Parameter, choices: dict[str, str]) -> object:
    label, key = parameter.label, parameter.name
    start = parameter.start(list(choices), clock.today())
    match parameter.widget:
        case "multi":
            return filters.many_of(label, choices, key, parameter.all or EVERYTHING)
        case "select" if parameter.all is not None:
            return filters.any_of(label, choices, key, parameter.all)
        case "select":
            return _one(label, choices, key, start)
        case "month":
            return _one(label, {code: formats.month(code) for code in choices}, key, start)
        case "date" if isinstance(start, dt.date):
            return filters.day(label, key, start)
        case "amount":
            return filters.amount(label, key, str(start).replace(".", ",") if start else "")
        case "toggle":
            return filters.toggle(label, key, bool(start))
        case _:
            return filters.text(label, key, str(start or ""), may_be_empty=True)


def _one(label: str, choices: dict[str, str], key: str, start: object) -> str | None:
    """One of the choices; a field that has none is closed."""
    if not choices:
        st.selectbox(label, ["aucun choix"], disabled=True, key=f"filtre:{key}:vide")
        return None
    return filters.one_of(label, list(choices), key, choices, default=None if start is None else str(start))
