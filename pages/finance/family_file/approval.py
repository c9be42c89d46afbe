"""« Approuver ce plan » in a family's file: one family need not wait for the whole city."""

from __future__ import annotations

import streamlit as st

from pages.ui import confirm, data, formats, menu, said
from rattrapage import clock
from rattrapage.access import guard
from rattrapage.plans import approvals
from rattrapage.plans.approvals import Waiting

STALE = (
    "Ce plan est périmé : un paiement, un retour, une lettre ou une décision est venu depuis. Enregistrez la "
    "proposition à nouveau."
)


def offer(family: str) -> None:
    """Shows the button under a proposed plan; an outdated plan says so and links to the plans instead of the dialog."""
    st.markdown("Les échéances proposées attendent une approbation.")
    if st.button("Approuver ce plan"):
        waiting = approvals.waiting(data.ledger(), family)
        if waiting.stale:
            st.warning(STALE)
            st.page_link(menu.PLANS.file, label="Ouvrir les plans de rattrapage")
        else:
            _ask(family, waiting)


def _ask(family: str, found: Waiting) -> None:
    by = guard.require(guard.FINANCE).name

    def act() -> None:
        done = approvals.approve(data.ledger(), found, by, clock.today(), family)
        said.say(f"Plan approuvé : {formats.euro(done.amount)}.")

    effects = [
        f"Famille {formats.plain(family)} : **1 plan**, {formats.euro(found.amount)}.",
        "Les échéances deviennent dues à leur date. La famille est prévenue par une lettre, à produire ensuite.",
    ]
    confirm.ask("Approuver ce plan", effects, "Approuver 1 plan", act)
