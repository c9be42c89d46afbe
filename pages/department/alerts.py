"""« Alertes »: what closed without being billed?"""

import datetime as dt
from decimal import Decimal

import streamlit as st

from pages.ui import blank, data, errors, filters, formats, tables
from rattrapage import access

LAGS = ["45", "15", "30", "60", "90"]
THRESHOLDS = ["95", "50", "80", "90", "99", "100"]


def found() -> tuple[list[dict], str]:
    """The alerts under the two options of `watch`, and the threshold asked."""
    with st.container(horizontal=True):
        lag = filters.one_of("Délai après la fin du mois (jours)", LAGS, "delai")
        threshold = filters.one_of("Seuil de facturation (%)", THRESHOLDS, "seuil")
    asked = {"as_of": dt.date.today(), "lag_days": int(lag), "min_coverage": Decimal(threshold)}
    rows = data.rows("ledger/watch", **asked)
    return sorted(rows, key=lambda row: row["late"], reverse=True), threshold


def page() -> None:
    """The page: options, figures, table, and the command for a nightly job."""
    visitor = access.require(access.DEPARTMENT, access.FINANCE)
    st.title("Alertes")
    blank.latest_run(visitor)
    with errors.shown("Alertes"):
        rows, threshold = found()
        with st.container(horizontal=True):
            st.metric("Alertes", formats.count(len(rows)), border=True)
            st.metric("Montant en alerte", formats.euro(sum((row["late"] for row in rows), Decimal(0))), border=True)
        if rows:
            table(rows)
        else:
            st.success(f"Aucune alerte : tout ce qui est clos est facturé à {threshold} % au moins.")
    st.header("Chaque nuit, sans ouvrir cette page")
    st.markdown("Cette commande, lancée sur une copie du registre, finit avec le statut 3 quand il y a une alerte :")
    st.code("python -m rattrapage --db copie.duckdb watch", language=None)


def table(rows: list[dict]) -> None:
    """The alerts, the largest amount first."""
    st.header("Services et mois à regarder")
    shown = [
        {
            "Service": row["label"],
            "Mois": formats.month(row["month"]),
            "Dû": formats.euro(row["expected"]),
            "Facturé": formats.euro(row["billed"]),
            "Taux": formats.percent(row["coverage"]),
            "Clos depuis (jours)": formats.count(row["closed_for"]),
        }
        for row in rows
    ]
    tables.small(shown, alt="Services et mois clos sans être assez facturés")


page()
