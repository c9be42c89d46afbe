"""The part of « Imports et rejets » that lists the rejected rows, to correct and send again."""

import csv
import io
import re
import tempfile
import zipfile
from pathlib import Path

import pyarrow as pa
import streamlit as st

from pages.ui import data, filters, labels, tables
from pages.ui.columns import Column
from rattrapage.access.guard import Visitor
from rattrapage.imports import rejects
from rattrapage.sepa import ibans

REJECTS = {
    "file": Column("Fichier"),
    "line": Column("Ligne", "number"),
    "column_name": Column("Colonne"),
    "message": Column("Motif"),
    "raw": Column("Texte d'origine"),
}
ACCOUNT = re.compile(r"(?<![^\W_])[a-z]{2}[ \u00a0\u202f]?\d{2}(?:[ \u00a0\u202f.-]?[^\W_]){11,}", re.IGNORECASE)
LEAST_DIGITS, SHORTEST, NOTHING_TO_HIDE = 10, 15, 4


def show(visitor: Visitor) -> None:
    """« Lignes rejetées » with their filters and their download."""
    st.header("Lignes rejetées")
    counted = data.rows("pages/imports/reject_counts")
    if not counted:
        st.markdown("Aucune ligne rejetée : tout ce qui a été lu est entré.")
        return
    with st.container(horizontal=True):
        known = {row["table_name"]: row["table_name"] for row in counted}
        table = filters.any_of("Table", known, "table", "Toutes les tables")
        reasons = {row["reason"]: labels.of(labels.REASONS, row["reason"]) or row["reason"] for row in counted}
        reason = filters.any_of("Motif", reasons, "motif", "Tous les motifs")
    (total,) = data.rows("pages/imports/reject_total", table=table, reason=reason)
    if not total["lines"]:
        st.info("Aucun résultat pour ces filtres.")
        st.button("Effacer les filtres", on_click=filters.clear)
        return
    found = data.arrow("pages/imports/rejects", table=table, reason=reason, rows=tables.ROWS)
    tables.show(
        masked(found), REJECTS, alt="Lignes rejetées", total=total["lines"], key=f"rejets:{filters.signature()}"
    )
    st.markdown("Corrigez et renvoyez les lignes rejetées : une fois acceptées, elles quittent cette liste.")
    with st.container(horizontal=True):
        _list_button(table, reason, visitor)
        _files_button(visitor)


def masked(found: pa.Table) -> pa.Table:
    """The rejected rows as a screen may show them: no IBAN whole, however it was typed; the files keep it as it came.

    `found` has message, raw and header; the cell of a column `iban` is masked whatever it looks like.
    """
    rows = found.to_pylist()
    for name in ("message", "raw"):
        said = [_masked(row[name], _account(row)) for row in rows]
        found = found.set_column(found.column_names.index(name), name, pa.array(said, pa.string()))
    return found


def _masked(text: str | None, account: str) -> str | None:
    if not text:
        return text
    if len(account) > NOTHING_TO_HIDE:
        text = text.replace(account, _hidden(account))
    return ACCOUNT.sub(lambda found: _hidden(found[0]) if _is_account(found[0]) else found[0], text)


def _is_account(text: str) -> bool:
    """A code or a date next to a word has the shape too, not the digits."""
    return sum(sign.isdigit() for sign in text) >= LEAST_DIGITS


def _hidden(text: str) -> str:
    """« FR76 •••• •••• 1234 »; of what is too short to be an account nothing is shown."""
    told = re.sub(r"[\W_]", "", text).upper()
    return ibans.masked(told) if len(told) >= SHORTEST else "••••"


def _account(row: dict) -> str:
    """The cell of the row's column `iban` as it stands, empty when there is none."""
    header = row["header"] or ""
    sign = max(";,\t", key=header.count)
    names, cells = (_cells(text, sign) for text in (header.lower(), row["raw"] or ""))
    found = dict(zip((name.strip().lstrip("\ufeff") for name in names), cells, strict=False))
    return found.get("iban", "").strip()


def _cells(text: str, sign: str) -> list[str]:
    return next(csv.reader(io.StringIO(text, newline=""), delimiter=sign), [])


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
