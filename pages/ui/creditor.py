"""Who debits: the creditor's file that the server names in `RATTRAPAGE_CREDITOR`, else one given for the session."""

from __future__ import annotations

import os
from pathlib import Path

import streamlit as st

from pages.ui import formats
from rattrapage import queries
from rattrapage.access.guard import Visitor
from rattrapage.errors import Refusal
from rattrapage.sepa import creditor as sepa_creditor
from rattrapage.sepa import ibans
from rattrapage.sepa.creditor import Creditor

VARIABLE = "RATTRAPAGE_CREDITOR"
EXAMPLE = queries.DATA / "creditor.toml"
KEPT, ROUND, REFUSED = "creancier", "creancier:tour", "creancier:refus"


def known() -> Creditor | None:
    """Gives the creditor; None before its file is given. Raises `Refusal` when the server's file is wrong."""
    path = os.environ.get(VARIABLE)
    return sepa_creditor.read(Path(path)) if path else st.session_state.get(KEPT)


def field(visitor: Visitor) -> Creditor | None:
    """Shows the creditor, or asks for the file that describes it; a wrong file is refused in one sentence."""
    try:
        found = known()
    except Refusal as refusal:
        st.error(formats.plain(str(refusal)))
        return None
    if found:
        _named(found)
    else:
        _asked(visitor)
    return found


def _named(creditor: Creditor) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="creancier-connu"):
        st.markdown(
            f"Créancier : **{formats.plain(creditor.name)}**, ICS {creditor.creditor_id}, "
            f"compte {ibans.masked(creditor.iban)}, format {formats.plain(creditor.schema)}"
        )
        if not os.environ.get(VARIABLE):
            st.button("Changer de créancier", on_click=st.session_state.pop, args=(KEPT,))


def _asked(visitor: Visitor) -> None:
    st.markdown("Donnez le fichier du créancier : nom, ICS, compte et adresse de la collectivité qui prélève.")
    key = f"creancier:{st.session_state.setdefault(ROUND, 0)}"
    st.file_uploader("Fichier du créancier (creditor.toml)", type=["toml"], key=key, on_change=_take, args=(key,))
    if refusal := st.session_state.get(REFUSED):
        st.error(formats.plain(refusal))
    with st.expander("Modèle de fichier"):
        lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
        st.code("\n".join(line for line in lines if not line.startswith("#")), language=None, wrap_lines=True)
    if visitor.demo:
        st.button("Utiliser le créancier de la ville d'exemple", on_click=_take_example)


def _take(key: str) -> None:
    """Reads the file that was sent and empties the field; the session keeps the creditor for the other pages."""
    sent = st.session_state[key]
    st.session_state[ROUND] += 1
    st.session_state.pop(REFUSED, None)
    try:
        st.session_state[KEPT] = sepa_creditor.parse(sent.name, sent.getvalue())
    except Refusal as refusal:
        st.session_state[REFUSED] = str(refusal)


def _take_example() -> None:
    st.session_state[KEPT] = sepa_creditor.read(EXAMPLE)
