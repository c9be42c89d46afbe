"""The part of « Plans de rattrapage » where the reader chooses a policy; the address holds it, nothing is written."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import streamlit as st

from pages.ui import filters, labels
from rattrapage import amounts, clock
from rattrapage.errors import Refusal
from rattrapage.plans.policy import NOTICE_DAYS, Policy

DAYS = [str(day) for day in range(1, 29)]
MOST = 60
USUAL_DAY, USUAL_COUNT, USUAL_CAP = 5, 5, Decimal("60.00")
LEGAL = (
    "Compenser est un acte juridique : une somme facturée en trop se corrige par une réduction, une somme non facturée "
    "par un titre complémentaire. Ne compensez qu'avec l'accord du comptable public."
)


def starting(in_force: Policy | None) -> Policy:
    """Gives the policy that the page opens on: that of the plans as they stand, else a usual one; prepared today."""
    today = clock.today()
    if in_force:
        return replace(in_force, prepared_on=today)
    return Policy("equal", today + dt.timedelta(days=NOTICE_DAYS), USUAL_DAY, USUAL_COUNT, today)


def chosen(base: Policy) -> Policy | None:
    """Gives the policy of the widgets, which start from `base`.

    None when a widget is wrong: an error beneath it says why.
    """
    strategy = filters.one_of(
        "Stratégie", list(labels.STRATEGIES), "strategie", labels.STRATEGIES, default=base.strategy, widget=st.radio
    )
    try:
        return replace(base, strategy=strategy, **_dates(base), **_amounts(base, strategy))
    except Refusal as refusal:
        st.error(str(refusal))
        return None


def _dates(base: Policy) -> dict:
    counts = [str(count) for count in range(1, max(MOST, base.max_instalments) + 1)]
    return {
        "first_due": filters.day("Première échéance", "premiere", base.first_due),
        "day": int(filters.one_of("Jour du mois", DAYS, "jour", default=str(base.day))),
        "max_instalments": int(
            filters.one_of("Nombre maximal d'échéances", counts, "nombre", default=str(base.max_instalments))
        ),
    }


def _amounts(base: Policy, strategy: str) -> dict:
    """The amounts that go with the strategy; the first that is none is raised once all widgets stand."""
    fields = {
        "min_instalment": ("Échéance minimale (€)", "echeance", base.min_instalment, strategy == "equal"),
        "cap": ("Plafond par mois (€)", "plafond", base.cap or USUAL_CAP, strategy == "capped"),
        "threshold": ("Seuil de recouvrement (€)", "seuil", base.threshold, True),
    }
    typed = {
        name: filters.text(label, key, default=_written(amount)) if is_asked else None
        for name, (label, key, amount, is_asked) in fields.items()
    }
    netted = filters.toggle("Compenser avec le trop facturé", "compenser", base.net_credits, help=LEGAL)
    if netted:
        st.warning(LEGAL)
    found = {name: amounts.parse(text) if text else None for name, text in typed.items()}
    return found | {"threshold": found["threshold"] or Decimal(0), "net_credits": netted}


def _written(amount: Decimal | None) -> str:
    """An amount as one types it: « 60,00 »; none is empty."""
    return "" if amount is None else f"{amount:.2f}".replace(".", ",")
