"""The list of « Demandes des familles »: those that wait first; a selected one leads to its letter and its file."""

from __future__ import annotations

import streamlit as st

from pages.finance.requests import letter, terms
from pages.ui import data, downloads, filters, formats, labels, menu, tables
from pages.ui.columns import Column
from rattrapage import clock
from rattrapage.access.guard import Visitor

COLUMNS = {
    "family_id": Column("Famille"),
    "payer_name": Column("Redevable"),
    "asked_on": Column("Reçue le", "date"),
    "kind": Column("Demande", "request_kind"),
    "amount": Column("Montant", "euro"),
    "state": Column("État", "request"),
    "age": Column("Ancienneté (jours)", "number"),
    "decided_on": Column("Décision du", "date"),
    "reference": Column("Référence"),
}


def chosen() -> dict:
    """Gives the filters of the list; the family is also the one that the forms start from."""
    st.header("Liste des demandes")
    with st.container(horizontal=True):
        return {
            "states": filters.many_of("État", labels.REQUEST_STATES, "statut", "Tous"),
            "family": filters.text("Numéro de famille", "famille", width=240),
            "today": clock.today(),
        }


def show(values: dict, visitor: Visitor, closed: str | None) -> None:
    """Shows the list under its filters, and its downloads."""
    scope = data.Scope(data.ledger(), "pages/requests", **values)
    strip = scope.row("strip")
    if not strip["rows"]:
        is_filtered = values["states"] or values["family"]
        st.info("Aucune demande pour ces filtres." if is_filtered else "Aucune demande enregistrée.")
        return
    line = st.container(border=True)
    table = scope.arrow("list", rows=tables.ROWS)
    place = tables.pick(
        table,
        COLUMNS,
        alt="Demandes des familles, celles qui attendent d'abord",
        total=strip["rows"],
        key=f"demandes:liste:{filters.signature()}:{strip['last_step']}",
    )
    with line:
        opening(tables.row(table, place), visitor)
    downloads.buttons(downloads.Download("demandes", "Demandes", scope, "list", COLUMNS, visitor), closed)


def opening(row: dict | None, visitor: Visitor) -> None:
    """Shows the line above the list: the selected request, its family's file, its letter."""
    if row is None:
        st.markdown("Sélectionnez une demande pour lire ce qu'elle dit et télécharger la lettre de réponse.")
        return
    name = formats.plain(f"{row['family_id']} — {row['payer_name']}")
    state = labels.REQUEST_STATES[row["state"]].lower()
    st.markdown(
        f"**Demande n° {row['request_id']}**, famille {name}, {state} : {terms.said(row)}. "
        f"Dernier motif : {formats.plain(row['why'])}"
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        letter.button(row["request_id"], "liste", visitor)
        st.page_link(menu.FAMILY_FILE.file, label="Ouvrir le dossier", query_params={"famille": row["family_id"]})
