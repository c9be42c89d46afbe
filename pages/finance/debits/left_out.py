"""The instalments that a debit file leaves out: by reason in words with what mends it, then one by one."""

from __future__ import annotations

import pyarrow as pa
import streamlit as st

from pages.ui import downloads, formats, sheets, tables
from pages.ui.columns import Column
from rattrapage.access.guard import Visitor
from rattrapage.debits.eligibility import REASONS, DebitRequest, LeftOut, Selection

FAMILY_FILE = "pages/finance/family_file/page.py"
PLANS = ("pages/finance/plans/page.py", "Plans de rattrapage")
MANDATES = ("pages/finance/mandates/page.py", "Campagne de mandats")
NEXT = {
    "already_exported": ("Rien : l'échéance est en banque", None),
    "on_hold": (
        "Répondre à la demande, ou lever la suspension",
        ("pages/finance/requests/page.py", "Demandes des familles"),
    ),
    "other_method": ("Rien : la famille paie autrement", None),
    "no_mandate": ("Faire signer un mandat", MANDATES),
    "mandate_revoked": ("Faire signer un nouveau mandat", MANDATES),
    "mandate_to_renew": ("Faire signer un nouveau mandat", MANDATES),
    "mandate_expired": ("Faire signer un nouveau mandat", MANDATES),
    "bad_iban": ("Demander un IBAN et un nouveau mandat", MANDATES),
    "too_late": ("Planifier une date plus lointaine", PLANS),
    "not_notified": ("Produire les lettres à temps", PLANS),
    "amount_out_of_range": ("Planifier un autre montant", PLANS),
    "not_approved": ("Approuver le plan", PLANS),
}
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
    """The table by reason, the pages that mend, the list and its download; nothing when all are taken."""
    st.header("Échéances écartées")
    if not left_out:
        st.markdown("Aucune : toutes les échéances de ces dates sont retenues.")
        return
    rows = [
        {
            "Motif": REASONS[reason].capitalize(),
            "Échéances": formats.count(tally.count),
            "Montant": formats.euro(tally.amount),
            "Que faire": NEXT[reason][0],
        }
        for reason, tally in selection.reasons.items()
    ]
    tables.small(rows, alt="Échéances écartées, par motif")
    with st.container(horizontal=True):
        for page, label in dict.fromkeys(link for reason in selection.reasons if (link := NEXT[reason][1])):
            st.page_link(page, label=label)
    _listed(pa.Table.from_pylist([row._asdict() for row in left_out], TYPES), request, visitor, closed)


def _listed(table: pa.Table, request: DebitRequest, visitor: Visitor, closed: str | None) -> None:
    line = st.container(border=True, horizontal=True, vertical_alignment="center")
    chosen = tables.show(
        table.slice(0, tables.ROWS),
        COLUMNS,
        alt="Échéances écartées",
        total=table.num_rows,
        key=f"ecartees:{request}:{table.num_rows}",
        on_select="rerun",
        selection_mode="single-row",
    )["selection"]["rows"]
    with line:
        _opening(table.slice(chosen[0], 1).to_pylist()[0] if chosen else None)
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
    said = f"échéance du {formats.day(row['due_on'])}, {formats.euro(row['amount'])}, {REASONS[row['reason']]}"
    st.markdown(f"**Famille {formats.plain(row['family_id'])}** : {said}")
    st.page_link(FAMILY_FILE, label="Ouvrir le dossier", query_params={"famille": row["family_id"]})
