"""The messages of the bank: sent by the reader and read once, then listed."""

from __future__ import annotations

import logging

import duckdb
import streamlit as st

from pages.ui import data, formats, said, tables
from pages.ui.columns import Column
from rattrapage.access.guard import Visitor
from rattrapage.errors import Refusal
from rattrapage.returns import bank_files
from rattrapage.returns.bank_files import Returned

LOG = logging.getLogger("rattrapage.pages")
ROUND, REFUSED = "retours:tour", "retours:refus"
COLUMNS = {
    "file": Column("Fichier"),
    "kind": Column("Sorte", "message"),
    "read_at": Column("Lu le", "moment"),
    "actor": Column("Qui"),
    "read": Column("Lignes lues", "number"),
    "matched": Column("Rapprochés", "number"),
    "unmatched": Column("Non rapprochés", "number"),
    "already": Column("Déjà connus", "number"),
    "accepted": Column("Acceptés", "number"),
    "ignored": Column("Ignorés", "number"),
    "amount": Column("Montant retourné", "euro"),
}


def reading(visitor: Visitor) -> None:
    """The upload and its button; each file is read whole or not at all, whatever becomes of the others."""
    st.header("Lire un compte rendu")
    for refusal in st.session_state.pop(REFUSED, []):
        st.error(refusal)
    key = f"retours:{st.session_state.setdefault(ROUND, 0)}"
    sent = st.file_uploader(
        "Comptes rendus pain.002, camt.054, 053 ou 052", type=None, accept_multiple_files=True, key=key
    )
    number = formats.counted(len(sent), "fichier", "fichiers") if sent else "les fichiers"
    if st.button(f"Lire {number}", type="primary", disabled=not sent):
        _read(sent, visitor)
        st.rerun()


def _read(sent: list, visitor: Visitor) -> None:
    """Reads the files one by one; keeps a line of each that was read, and a refusal of each that was not."""
    done, refused = [], []
    for file in sent:
        try:
            done.append(told(file.name, bank_files.take(data.ledger(), file.name, file.getvalue(), visitor.name)))
        except Refusal as refusal:
            refused.append(_refused(file.name, str(refusal)))
        except duckdb.Error:
            LOG.exception("the bank's message could not be read: %s", file.name)
            refused.append(_refused(file.name, "la lecture a échoué, rien n'en est gardé ; renvoyez-le plus tard."))
    st.session_state[ROUND] += 1
    st.session_state[REFUSED] = refused
    if done:
        said.say("  \n".join(done))


def _refused(name: str, why: str) -> str:
    """The refusal with the file's name in front, once: most refusals already begin with it."""
    return formats.plain(f"{name} : {why.removeprefix(f'{name} : ')}")


def told(name: str, found: Returned) -> str:
    """What a message brought, in one line."""
    if found.known:
        return f"{formats.plain(name)} : Fichier déjà lu, rien n'a changé."
    parts = (
        formats.counted(found.matched, "rapproché", "rapprochés"),
        formats.counted(found.unmatched, "non rapproché", "non rapprochés"),
        formats.counted(found.already, "déjà connu", "déjà connus"),
        formats.counted(found.accepted, "accepté", "acceptés"),
        formats.counted(found.ignored, "ignoré", "ignorés"),
    )
    line = f"{formats.plain(name)} : {', '.join(parts)} ; {formats.euro(found.amount)} retournés."
    return "  \n".join((line, *map(formats.plain, found.notices)))


def read_before() -> None:
    """« Comptes rendus lus », when there are some."""
    found = data.arrow("pages/returns/files")
    if found.num_rows:
        st.header("Comptes rendus lus")
        tables.show(found.slice(0, tables.ROWS), COLUMNS, alt="Comptes rendus de la banque", total=found.num_rows)
