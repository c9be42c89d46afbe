"""« Imports et rejets »: did everything come in, and what did not?"""

from pathlib import Path

import streamlit as st

from pages.finance.imports import rejects
from pages.finance.imports import report as import_report
from pages.ui import data, errors, formats, progress, tables, uploads
from rattrapage.access import guard
from rattrapage.access.guard import Visitor
from rattrapage.imports import loading, recognition
from rattrapage.imports.mappings import mapping
from rattrapage.imports.recognition import Recognised
from rattrapage.reconcile import chain

OWN = "contrat"
RECOGNISED = "imports:reconnus"


def source() -> str | None:
    """The mapping of another system's files, or None for files named as Rattrapage names them."""
    known = {OWN: "Fichiers au format Rattrapage", **mapping.available()}
    choice = st.selectbox("Source", list(known), format_func=lambda code: known.get(code, code))
    return None if choice == OWN else choice


def recognised(paths: list[Path], origin: str | None) -> list[list[Recognised]]:
    """What each file sent holds; read once, not at each click: they do not change while they wait."""
    asked = (paths, origin)
    if st.session_state.get(RECOGNISED, (None,))[0] != asked:
        st.session_state[RECOGNISED] = (asked, [recognition.recognise([path], origin) for path in paths])
    return st.session_state[RECOGNISED][1]


def told(found: list[Recognised]) -> None:
    """« Fichiers reconnus », before anything is loaded."""
    rows = [
        {
            "Fichier": file.file,
            "Table": file.table or formats.MISSING,
            "Lignes": formats.MISSING if file.rows is None else formats.count(file.rows),
            "Colonnes manquantes": ", ".join(file.missing) or formats.MISSING,
            "Colonnes ignorées": ", ".join(file.ignored) or formats.MISSING,
        }
        for file in found
    ]
    if rows:
        st.subheader("Fichiers reconnus")
        tables.small(rows, alt="Fichiers reconnus avant l'import")
    for file in found:
        if file.message:
            st.error(formats.plain(file.message))


def load(paths: list[Path], origin: str | None, visitor: Visitor) -> None:
    """Imports the files, compares at once, and keeps the report in the session."""
    st.markdown("Ne fermez pas cette page : la quitter arrête l'import, et rien n'est alors changé.")
    book = data.ledger()
    report = progress.run("Import", loading.load(book, paths, origin, visitor.name))
    import_report.keep(report)
    period = chain.period(book)
    if period:
        progress.run("Calcul des écarts", chain.run(book, *period, visitor.name))
    uploads.forget()
    st.rerun()


def sending(visitor: Visitor) -> None:
    """The upload: the files, their source, what was recognised, and the button."""
    st.header("Importer des fichiers")
    if visitor.demo:
        st.warning("Importer d'autres fichiers que ceux de la ville d'exemple ferme la démonstration.")
    paths = uploads.field("Fichiers à importer")
    origin = source()
    ready = 0
    if paths:
        with errors.shown("Fichiers reconnus"):
            sent = recognised(paths, origin)
            ready = sum(any(file.can_come_in for file in found) for found in sent)
            told([file for found in sent for file in found])
    number = formats.counted(ready, "fichier", "fichiers") if ready else "les fichiers"
    if st.button(f"Importer {number}", type="primary", disabled=not ready):
        with errors.shown("Import"):
            load(paths, origin, visitor)


def page() -> None:
    """The page, from the upload to the imports before it."""
    visitor = guard.require(guard.FINANCE)
    st.title("Imports et rejets")
    sending(visitor)
    import_report.show()
    with errors.shown("Lignes rejetées"):
        rejects.show(visitor)
    with errors.shown("Imports précédents"):
        import_report.previous()


page()
