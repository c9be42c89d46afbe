"""The live part of « Plans de rattrapage »: what the policy would bring, and what it changes; nothing is written."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from pages.finance.plans import bars, cases
from pages.ui import data, formats, labels, money, tables
from rattrapage.plans import effects, simulation
from rattrapage.plans.effects import Effect, Month
from rattrapage.plans.policy import Policy
from rattrapage.plans.simulation import Simulation

UNCHANGED = "comme le plan en vigueur"


@st.cache_data(scope="session", max_entries=30, show_spinner="Calcul en cours…")
def simulated(policy: Policy, ledger: str, version: int) -> Simulation:  # noqa: ARG001 (what the cache is keyed by)
    """Gives the effect of a policy on a version of the ledger.

    Kept for the session: a choice taken back is instant.
    """
    return simulation.simulate(data.ledger(), policy)


def show(policy: Policy, version: int) -> None:
    """Shows the second strip, the metrics against the plans as they stand, the load, the cases."""
    book = data.ledger()
    found = simulated(policy, str(book.path), version)
    now, before = effects.of(found), effects.in_force(book)
    _strip(found, policy)
    _metrics(now, effects.change(now, before) if before else None)
    _loads(effects.months(found.loads))
    cases.show(found.cases, found.heavy)


def _strip(found: Simulation, policy: Policy) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="bandeau-simulation"):
        st.badge("Simulation : rien n'est écrit", icon=":material/visibility:", color="blue")
        st.markdown(money.claimed(vars(found.strip) | {"threshold": policy.threshold}))
        if found.is_old:
            st.markdown(
                f"Des données sont arrivées depuis le calcul n° {found.run} : enregistrer la proposition le refait."
            )


def _metrics(now: Effect, change: Effect | None) -> None:
    """The five figures; each says its difference to the plan in force, never by colour alone."""
    with st.container(horizontal=True, vertical_alignment="distribute"):
        _metric("Familles", "families", formats.count, now, change, "Familles qui reçoivent de nouvelles échéances.")
        _metric("Échéances", "instalments", formats.count, now, change)
        _metric("À recouvrer", "claimed", formats.euro, now, change)
        _metric("Reporté", "carried_over", formats.euro, now, change)
        _metric("À décider", "over_cap", formats.euro, now, change)


def _metric(label: str, name: str, words: Callable, now: Effect, change: Effect | None, help: str = "") -> None:
    delta = None
    if change:
        moved = getattr(change, name)
        delta = f"{'+' if moved > 0 else ''}{words(moved)}" if moved else UNCHANGED
    st.metric(
        label,
        words(getattr(now, name)),
        delta=delta,
        delta_color="off",
        delta_arrow="off",
        border=True,
        help=help or None,
    )


def _loads(months: list[Month]) -> None:
    st.header("À échoir par mois")
    if not months:
        st.info("Rien de neuf à mettre en échéances : ce qui est à recouvrer est annoncé, en banque, réglé ou reporté.")
        return
    bars.due(months)
    methods = [method for method in labels.METHODS if any(method in month.methods for month in months)]
    with st.expander("Voir les chiffres en tableau"):
        tables.small([_row(month, methods) for month in months], alt="Euros à échoir par mois et par moyen")


def _row(month: Month, methods: list[str]) -> dict[str, str]:
    shown = {labels.METHODS[method]: formats.euro(month.methods.get(method)) for method in methods}
    return {"Mois": formats.month(month.month), **shown, "En tout": formats.euro(month.total)}
