"""The fields of other terms than the plan's: what a family asks, or what the accountant grants."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from pages.ui import formats, labels
from rattrapage import amounts, clock
from rattrapage.errors import Refusal
from rattrapage.requests.terms import Terms

AS_PLANNED = "Comme le plan"
COUNTS = range(1, 61)
EMPTY = "Indiquez au moins une condition : stratégie, date, nombre, montant ou moyen de paiement."
NAMES = ("strategy", "first_due", "max_instalments", "min_instalment", "cap", "method")


def fields(kind: str, key: str) -> dict:
    """Shows the fields of a kind of request (`schedule`, `method`, `hardship`: none) and gives them as typed.

    `key` keeps forms apart.
    """
    if kind == "schedule":
        with st.container(horizontal=True, vertical_alignment="bottom"):
            return _schedule(key)
    if kind == "method":
        return {"method": _choice("Moyen de paiement", labels.METHODS, f"{key}:moyen", "Choisir un moyen")}
    return {}


def _schedule(key: str) -> dict:
    strategy = _choice("Stratégie", labels.STRATEGIES, f"{key}:strategie", AS_PLANNED)
    asked = {
        "strategy": strategy,
        "first_due": _start(key),
        "max_instalments": st.selectbox(
            "Nombre maximal d'échéances", COUNTS, None, key=f"{key}:nombre", placeholder=AS_PLANNED, width=220
        ),
    }
    if strategy in (None, "equal"):
        asked["min_instalment"] = st.text_input("Échéance minimale (€)", key=f"{key}:echeance", width=220)
    if strategy in (None, "capped"):
        asked["cap"] = st.text_input("Plafond par mois (€)", key=f"{key}:plafond", width=220)
    return asked


def _start(key: str) -> dt.date | None:
    """A date only when the box is ticked: an empty date field speaks English."""
    if not st.checkbox("Autre première échéance", key=f"{key}:autre-debut"):
        return None
    today = clock.today()
    return st.date_input("À partir du", today, today, format="DD/MM/YYYY", key=f"{key}:debut", width=220)


def _choice(label: str, words: dict[str, str], key: str, nothing: str) -> str | None:
    return st.selectbox(
        label, list(words), None, lambda code: words.get(code, code), key=key, placeholder=nothing, width=220
    )


def terms(typed: dict, may_be_empty: bool) -> Terms:
    """Makes terms of the fields.

    Raises `Refusal` for a text that is no amount, and for empty terms unless they `may_be_empty`.
    """
    named = {name: value for name, value in typed.items() if value}
    for name in ("min_instalment", "cap"):
        if name in named:
            named[name] = amounts.parse(named[name])
    if not (named or may_be_empty):
        raise Refusal(EMPTY)
    return Terms.of(**named)


def said(row: dict) -> str:
    """Writes the terms of a request, or that there are none: « au plus 6 échéances, au plus 40,00 € par mois ».

    `row`: strategy, first_due, max_instalments, min_instalment, cap, method.
    """
    words = {
        "strategy": lambda v: labels.STRATEGIES[v].lower(),
        "first_due": lambda v: f"à partir du {formats.day(v)}",
        "max_instalments": lambda v: f"au plus {formats.counted(v, 'échéance', 'échéances')}",
        "min_instalment": lambda v: f"échéances d'au moins {formats.euro(v)}",
        "cap": lambda v: f"au plus {formats.euro(v)} par mois",
        "method": lambda v: f"paiement : {labels.METHODS[v].lower()}",
    }
    return ", ".join(words[name](row[name]) for name in NAMES if row[name] is not None) or "aucune condition précisée"
