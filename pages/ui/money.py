"""The money strip: the equation that must hold to the cent, first thing under the title of a page that shows money."""

from __future__ import annotations

import streamlit as st

from pages.ui import formats
from rattrapage import access

UNBALANCED = "Les montants ne tombent pas juste : les téléchargements sont fermés jusqu'à ce que l'écart soit expliqué."


def equation(row: dict) -> str:
    """« Dû … = facturé … + reste à facturer … − trop facturé … », with the unknown as a last term when there is some.

    `row` holds due, billed, remaining, over, unknown, in euros.
    """
    terms = [
        f"Dû **{formats.euro(row['due'])}** = facturé **{formats.euro(row['billed'])}**",
        f"+ reste à facturer **{formats.euro(row['remaining'])}**",
        f"− trop facturé **{formats.euro(row['over'])}**",
    ]
    if row["unknown"]:
        terms.append(f"− facturé sans pointage, non comparé **{formats.euro(row['unknown'])}**")
    return " ".join(terms)


def notes(row: dict) -> list[str]:
    """What the amounts leave out: usage without a tariff and days without attendance, when there are some."""
    said = []
    if row["unpriced"]:
        words = ("usage sans tarif, non chiffré", "usages sans tarif, non chiffrés")
        said.append(formats.counted(row["unpriced"], *words))
    if row["unknown_days"]:
        words = ("jour sans pointage, non comparé", "jours sans pointage, non comparés")
        said.append(formats.counted(row["unknown_days"], *words))
    return said


def strip(row: dict, scope: str) -> None:
    """Shows the equation, its badge and what it covers; `scope` is the period and the filters in words."""
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="bandeau-montants"):
        if row["difference"]:
            st.badge("Ne tombe pas juste", icon=":material/error:", color="red")
        else:
            st.badge("Équilibré au centime", icon=":material/check:", color="green")
        st.markdown(equation(row))
        if row["difference"]:
            st.markdown(f"Écart inexpliqué : **{formats.euro(row['difference'])}**. {UNBALANCED}")
            _to_the_journal()
        st.markdown(" · ".join([f"Périmètre : {formats.plain(scope)}", *notes(row)]))


def _to_the_journal() -> None:
    """Finance goes on to what the runs read and found; the other audiences tell finance."""
    if access.present().role == access.FINANCE:
        st.page_link("pages/finance/journal.py", label="Ouvrir le journal et les calculs")


def blocked(row: dict) -> str | None:
    """Why nothing may be exported, or None."""
    return UNBALANCED if row["difference"] else None
