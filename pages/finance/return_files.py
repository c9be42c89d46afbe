"""The messages of the bank: sent by the reader and read once, then listed."""

from __future__ import annotations

import streamlit as st

from pages.ui import data, formats, said, tables
from pages.ui.columns import Column
from rattrapage import returns
from rattrapage.access import Visitor
from rattrapage.returns import Returned

ROUND = "retours:tour"
COLUMNS = {
    "file": Column("Fichier"),
    "kind": Column("Sorte", "message"),
    "read_at": Column("Lu le", "moment"),
    "actor": Column("Qui"),
    "matched": Column("Rapprochés", "number"),
    "unmatched": Column("Non rapprochés", "number"),
    "already": Column("Déjà connus", "number"),
    "accepted": Column("Acceptés", "number"),
    "amount": Column("Montant retourné", "euro"),
}


def reading(visitor: Visitor) -> None:
    """The upload and its button; each file is read whole or not at all."""
    st.header("Lire un compte rendu")
    key = f"retours:{st.session_state.setdefault(ROUND, 0)}"
    sent = st.file_uploader("Comptes rendus pain.002 ou camt.054", type=["xml"], accept_multiple_files=True, key=key)
    number = formats.counted(len(sent), "fichier", "fichiers") if sent else "les fichiers"
    if st.button(f"Lire {number}", type="primary", disabled=not sent):
        done = [told(file.name, returns.take(data.ledger(), file.name, file.getvalue(), visitor.name)) for file in sent]
        st.session_state[ROUND] += 1
        said.say("  \n".join(done))
        st.rerun()


def told(name: str, found: Returned) -> str:
    """What a message brought, in one line."""
    if found.known:
        return f"{formats.plain(name)} : Fichier déjà lu, rien n'a changé."
    parts = (
        formats.counted(found.matched, "rapproché", "rapprochés"),
        formats.counted(found.unmatched, "non rapproché", "non rapprochés"),
        formats.counted(found.already, "déjà connu", "déjà connus"),
        formats.counted(found.accepted, "accepté", "acceptés"),
    )
    return f"{formats.plain(name)} : {', '.join(parts)} ; {formats.euro(found.amount)} retournés."


def read_before() -> None:
    """« Comptes rendus lus », when there are some."""
    found = data.arrow("finance/returns/files")
    if found.num_rows:
        st.header("Comptes rendus lus")
        tables.show(found.slice(0, tables.ROWS), COLUMNS, alt="Comptes rendus de la banque", total=found.num_rows)
