"""What a page says when it has nothing to show: why, and the next step."""

from __future__ import annotations

import streamlit as st

from pages.ui import data, filters, menu
from rattrapage.access import guard


def latest_run(visitor: guard.Visitor) -> dict:
    """Gives the run that the page shows; without one, says what is missing and stops the page."""
    found = data.rows("pages/shared/run")
    if not found:
        st.info(
            "Aucun calcul pour l'instant : les données importées n'ont pas encore été comparées."
            if data.ledger().has_data()
            else "Aucune donnée importée."
        )
        _next_step(visitor)
        st.stop()
    return found[0]


def _next_step(visitor: guard.Visitor) -> None:
    if visitor.role == guard.FINANCE:
        st.page_link(menu.IMPORTS.file, label="Importer des fichiers")
    else:
        st.markdown("Le service des finances importe les fichiers et lance le calcul.")


def no_result(all_well: str) -> None:
    """Says that there is nothing to show, then stops the page.

    `all_well` says why when nothing is filtered; otherwise a button clears the filters.
    """
    if filters.active():
        st.info("Aucun résultat pour ces filtres.")
        st.button("Effacer les filtres", on_click=filters.clear)
    else:
        st.success(all_well)
    st.stop()
