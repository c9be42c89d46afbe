"""The part of « Imports et rejets » that tells what the last import of this session did, and the imports before it."""

import streamlit as st

from pages.ui import data, formats, tables
from pages.ui.columns import Column
from rattrapage.imports.report import FileReport, ImportReport

REPORT = "imports:compte-rendu"
PREVIOUS = {
    "started_at": Column("Date", "moment"),
    "actor": Column("Qui"),
    "file": Column("Fichier"),
    "table_name": Column("Table"),
    "read": Column("Lues", "number"),
    "accepted": Column("Acceptées", "number"),
    "unchanged": Column("Inchangées", "number"),
    "rejected": Column("Rejetées", "number"),
    "refused": Column("Refus"),
    "fingerprint": Column("Empreinte"),
}


def keep(report: ImportReport) -> None:
    """Keeps the report in the session: it outlives the status box."""
    st.session_state[REPORT] = report


def show() -> None:
    """What the last import of this session did, file by file."""
    done = st.session_state.get(REPORT)
    if not done:
        return
    st.header("Compte rendu")
    accepted = sum(counts.accepted for counts in done.tables.values())
    rejected = sum(counts.rejected for counts in done.tables.values())
    say = st.warning if rejected and not accepted else st.success
    say(
        f"Import terminé en {formats.count(round(done.seconds))} s : "
        f"{formats.counted(accepted, 'ligne acceptée', 'lignes acceptées')}, "
        f"{formats.counted(rejected, 'rejetée', 'rejetées')}"
    )
    st.badge("lues = acceptées + inchangées + rejetées", icon=":material/check:", color="green")
    tables.small([_row(file) for file in done.files], alt="Compte rendu de l'import, fichier par fichier")
    for refused in done.refused:
        st.error(formats.plain(refused.message))
    for notice in done.notices:
        st.markdown(f"- {formats.plain(notice)}")


def _row(file: FileReport) -> dict[str, str]:
    """One file of the report in words."""
    counts = file.counts
    return {
        "Fichier": file.file,
        "Table": file.table,
        "Lues": formats.count(counts.read),
        "Acceptées": formats.count(counts.accepted),
        "Inchangées": formats.count(counts.unchanged),
        "Rejetées": formats.count(counts.rejected),
    }


def previous() -> None:
    """« Imports précédents »."""
    found = data.arrow("pages/imports/previous")
    st.header("Imports précédents")
    if found.num_rows:
        tables.show(found, PREVIOUS, alt="Imports précédents, fichier par fichier")
    else:
        st.info("Aucune donnée importée. Choisissez des fichiers ci-dessus.")
