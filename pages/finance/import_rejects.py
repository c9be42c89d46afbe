"""The part of « Imports et rejets » that lists the rejected rows, to correct and send again."""

import io
import tempfile
import zipfile
from pathlib import Path

import streamlit as st

from pages.ui import data, filters, labels, tables
from pages.ui.columns import Column
from rattrapage import rejects
from rattrapage.access import Visitor

REJECTS = {
    "file": Column("Fichier"),
    "line": Column("Ligne", "number"),
    "column_name": Column("Colonne"),
    "message": Column("Motif"),
    "raw": Column("Texte d'origine"),
}


def show(visitor: Visitor) -> None:
    """« Lignes rejetées » with their filters and their download."""
    st.header("Lignes rejetées")
    counted = data.rows("finance/imports/reject_counts")
    if not counted:
        st.markdown("Aucune ligne rejetée : tout ce qui a été lu est entré.")
        return
    with st.container(horizontal=True):
        known = {row["table_name"]: row["table_name"] for row in counted}
        table = filters.any_of("Table", known, "table", "Toutes les tables")
        reasons = {row["reason"]: labels.of(labels.REASONS, row["reason"]) for row in counted}
        reason = filters.any_of("Motif", reasons, "motif", "Tous les motifs")
    (total,) = data.rows("finance/imports/reject_total", table=table, reason=reason)
    if not total["lines"]:
        st.info("Aucun résultat pour ces filtres.")
        st.button("Effacer les filtres", on_click=filters.clear)
        return
    found = data.arrow("finance/imports/rejects", table=table, reason=reason, rows=tables.ROWS)
    tables.show(found, REJECTS, alt="Lignes rejetées", total=total["lines"], key=f"rejets:{filters.signature()}")
    st.markdown("Corrigez et renvoyez les lignes rejetées : une fois acceptées, elles quittent cette liste.")
    with st.container(horizontal=True):
        _list_button(table, reason, visitor)
        _files_button(visitor)


def _list_button(table: str | None, reason: str | None, visitor: Visitor) -> None:
    """The list with each row's reason, as the command line writes it."""
    book = data.ledger()

    def content() -> bytes:
        text, lines = rejects.csv_text(book, table, reason)
        details = {"table": table, "reason": reason, "rows": lines}
        with book.write(visitor.name, "téléchargement", "rejets.csv", details):
            return text.encode()

    st.download_button(
        "Télécharger les rejets (CSV)", content, file_name="rejets.csv", mime="text/csv", on_click="ignore"
    )


def _files_button(visitor: Visitor) -> None:
    """The rows as they came, one file a table under its own header: what the field above takes back."""
    book = data.ledger()

    def content() -> bytes:
        file = io.BytesIO()
        with tempfile.TemporaryDirectory(prefix="rattrapage-rejets-") as folder, zipfile.ZipFile(file, "w") as archive:
            for path in rejects.write_tables(book, Path(folder)):
                archive.write(path, path.relative_to(folder))
        with book.write(visitor.name, "téléchargement", "rejets.zip", {}):
            return file.getvalue()

    label = "Télécharger les fichiers à corriger (ZIP)"
    st.download_button(label, content, file_name="rejets.zip", mime="application/zip", on_click="ignore")
