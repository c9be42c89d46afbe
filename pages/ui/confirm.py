"""The decisions: said in figures before they are taken, written in the journal once they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import streamlit as st

from rattrapage.errors import Refusal

IN_THE_JOURNAL = "Cette décision est inscrite au journal."
REFUSED, WHY = "decision:refus", "decision:motif"


def ask(title: str, effects: Iterable[str], verb: str, act: Callable[..., None], why: str | None = None) -> None:
    """Opens a dialog that says `effects` (Markdown lines: count, amount, effect); `act` runs on its button `verb`.

    `why` is the label of a field whose text `act` then takes. A refusal of `act` is shown in the dialog, which stays
    open; else the page runs again without it.
    """

    @st.dialog(title)
    def dialog() -> None:
        for line in effects:
            st.markdown(line)
        if why:
            st.text_area(why, key=WHY, height=80)
        st.markdown(IN_THE_JOURNAL)
        with st.container(horizontal=True, horizontal_alignment="right"):
            given_up = st.button("Annuler", key="decision:annuler")
            taken = st.button(verb, type="primary", key="decision:valider", on_click=_take, args=(act, why))
        if refusal := st.session_state.pop(REFUSED, None):
            st.error(refusal)
        elif given_up or taken:
            st.rerun()

    dialog()


def _take(act: Callable[..., None], why: str | None) -> None:
    """Runs the decision before the dialog is drawn again; keeps its refusal for the dialog."""
    try:
        act(*([st.session_state[WHY]] if why else []))
    except Refusal as refusal:
        st.session_state[REFUSED] = str(refusal)
