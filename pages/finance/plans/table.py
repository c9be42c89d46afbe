"""The list of « Plans de rattrapage »: every instalment with its lock, what is not scheduled, what was overpaid."""

from __future__ import annotations

import streamlit as st

from pages.ui import data, downloads, filters, labels, tables
from pages.ui.columns import Column
from rattrapage.access.guard import Visitor
from rattrapage.plans import proposals

COLUMNS = {
    "family_id": Column("Famille"),
    "payer_name": Column("Redevable"),
    "number": Column("N°", "number"),
    "due_on": Column("Échéance", "date"),
    "amount": Column("Montant", "euro"),
    "paid": Column("Réglé", "euro"),
    "strategy": Column("Stratégie", "strategy"),
    "state": Column("État", "instalment"),
    "locked": Column("Verrou"),
}
OVERPAID = {
    "family_id": Column("Famille"),
    "payer_name": Column("Redevable"),
    "payment_id": Column("Paiement"),
    "paid_on": Column("Date", "date"),
    "paid": Column("Payé", "euro"),
    "amount": Column("Trop perçu", "euro"),
}
PLAN_FILE = "plans_proposes.csv"
STATES = labels.INSTALMENT_STATES | labels.UNSCHEDULED


def show(visitor: Visitor, version: int, closed: str | None) -> None:
    """Shows « Échéances » under its filters, with its downloads and the plan file."""
    st.header("Échéances")
    st.markdown("Annoncée, en banque ou réglée, une échéance est verrouillée : un nouveau plan ne la déplace pas.")
    with st.container(horizontal=True):
        values = {
            "states": filters.many_of("État", STATES, "statut", "Tous"),
            "text": filters.text("Nom ou numéro de famille", "q", width=240),
        }
    scope = data.scope("pages/plans", version, **values)
    total = scope.row("strip")["rows"]
    if total:
        tables.show(scope.arrow("instalments", rows=tables.ROWS), COLUMNS, alt="Échéances des plans", total=total)
    else:
        st.info("Aucune échéance pour ces filtres." if any(values.values()) else "Aucun plan pour l'instant.")
    downloads.buttons(downloads.Download("plans", "Échéances", scope, "instalments", COLUMNS, visitor), closed)
    label = "Télécharger le fichier des plans proposés (CSV)"
    downloads.file(label, PLAN_FILE, "text/csv", lambda: proposals.csv_text(data.ledger()).encode(), visitor, closed)


def overpaid() -> None:
    """Shows « Trop perçu », when there is some."""
    found = data.arrow("pages/plans/overpaid")
    if not found.num_rows:
        return
    st.header("Trop perçu")
    st.markdown("Ces sommes dépassent les échéances : rien ne les impute de soi-même sur une autre créance.")
    tables.show(found.slice(0, tables.ROWS), OVERPAID, alt="Paiements au-delà des échéances", total=found.num_rows)
