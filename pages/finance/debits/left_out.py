"""The instalments that a debit file leaves out: by reason in words with what mends it, then one by one."""

from __future__ import annotations

import pyarrow as pa
import streamlit as st

from pages.ui import downloads, formats, menu, sheets, tables
from pages.ui.columns import Column
from rattrapage.access.guard import Visitor
from rattrapage.debits.eligibility import DebitRequest, LeftOut, Selection
from rattrapage.words import LEFT_OUT

PAGES = {
    "on_hold": menu.REQUESTS,
    "no_mandate": menu.MANDATES,
    "mandate_revoked": menu.MANDATES,
    "mandate_to_renew": menu.MANDATES,
    "mandate_expired": menu.MANDATES,
    "bad_iban": menu.MANDATES,
    "too_late": menu.PLANS,
    "not_notified": menu.PLANS,
    "amount_out_of_range": menu.PLANS,
    "not_approved": menu.PLANS,
}
"""The page on which each reason is mended, of those that have one."""
COLUMNS = {
    "family_id": Column("Famille"),
    "number": Column("N°", "number"),
    "due_on": Column("Échéance", "date"),
    "amount": Column("Montant", "euro"),
    "reason": Column("Motif", "left_out"),
}
TYPES = pa.schema(
    [
        ("family_id", pa.string()),
        ("number", pa.int32()),
        ("due_on", pa.date32()),
        ("amount", pa.decimal128(18, 2)),
        ("reason", pa.string()),
    ]
)


def show(
    selection: Selection, left_out: list[LeftOut], request: DebitRequest, visitor: Visitor, closed: str | None
) -> None:
    """Shows what is left out, if anything: the table by reason, the pages that mend it, the list and its download."""
    st.header("Échéances écartées")
    if not left_out:
        st.markdown("Aucune : toutes les échéances de ces dates sont retenues.")
        return
    rows = [
        {
            "Motif": LEFT_OUT[reason].label.capitalize(),
            "Échéances": formats.count(tally.count),
            "Montant": formats.euro(tally.amount),
            "Que faire": LEFT_OUT[reason].text,
        }
        for reason, tally in selection.reasons.items()
    ]
    tables.small(rows, alt="Échéances écartées, par motif")
    with st.container(horizontal=True):
        for page in dict.fromkeys(PAGES[reason] for reason in selection.reasons if reason in PAGES):
            st.page_link(page.file, label=page.title)
    _listed(pa.Table.from_pylist([row._asdict() for row in left_out], TYPES), request, visitor, closed)


def _listed(table: pa.Table, request: DebitRequest, visitor: Visitor, closed: str | None) -> None:
    line = st.container(border=True, horizontal=True, vertical_alignment="center")
    place = tables.pick(
        table.slice(0, tables.ROWS),
        COLUMNS,
        alt="Échéances écartées",
        total=table.num_rows,
        key=f"ecartees:{request}:{table.num_rows}",
    )
    with line:
        _opening(tables.row(table, place))
    downloads.file(
        "Télécharger les écartées",
        f"ecartees_{request.due_from}_{request.due_to}.csv",
        "text/csv",
        lambda: sheets.csv_bytes(table, COLUMNS),
        visitor,
        closed,
    )


def _opening(row: dict | None) -> None:
    if row is None:
        st.markdown("Sélectionnez une ligne pour ouvrir le dossier de la famille.")
        return
    said = f"échéance du {formats.day(row['due_on'])}, {formats.euro(row['amount'])}, {LEFT_OUT[row['reason']].label}"
    st.markdown(f"**Famille {formats.plain(row['family_id'])}** : {said}")
    st.page_link(menu.FAMILY_FILE.file, label="Ouvrir le dossier", query_params={"famille": row["family_id"]})
