"""The shell: who looks, which pages their menu holds, the demonstration's banner, then the page itself."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

import streamlit as st

from pages.ui import data, door
from rattrapage import access
from rattrapage.access import DEPARTMENT, FINANCE, Visitor
from rattrapage.errors import Refusal

ICON = str(Path(__file__).with_name("icon.png"))
ROLE = "demo:role"


class Entry(NamedTuple):
    """A page of the menu; `url` is one segment, and dead for the page at `/`; a hidden one has only links."""

    section: str
    title: str
    file: str
    url: str
    roles: tuple[str, ...]
    hidden: bool = False


MENU = (
    Entry("Suivi", "Suivi de la facturation", "pages/department/follow_up.py", "suivi", (DEPARTMENT, FINANCE)),
    Entry(
        "Suivi",
        "Facturation par mois et par école",
        "pages/department/billing_map.py",
        "facturation",
        (DEPARTMENT, FINANCE),
    ),
    Entry("Suivi", "Pointages reçus", "pages/department/received.py", "pointages", (DEPARTMENT, FINANCE)),
    Entry("Suivi", "Alertes", "pages/department/alerts.py", "alertes", (DEPARTMENT, FINANCE)),
    Entry("Écarts", "Imports et rejets", "pages/finance/imports.py", "imports", (FINANCE,)),
    Entry("Écarts", "Écarts à traiter", "pages/finance/discrepancies.py", "ecarts", (FINANCE,)),
    Entry("Écarts", "Dossier de la famille", "pages/finance/family_file.py", "dossier", (FINANCE,), hidden=True),
    Entry("Contrôle", "Journal et calculs", "pages/finance/journal.py", "journal", (FINANCE,)),
)


def run() -> None:
    """Runs the page that the address asks for, when it is in the visitor's menu."""
    visitor, closed = _visitor()
    access.enter(visitor)
    page = st.navigation(_menu(visitor) if visitor else door.menu(closed), position="top")
    st.set_page_config(page_title=f"{page.title} · Rattrapage", page_icon=ICON, layout="wide")
    if visitor and visitor.demo:
        _demo_banner(visitor)
    try:
        page.run()
    except Refusal as refusal:
        st.error(str(refusal))


def _visitor() -> tuple[Visitor | None, str]:
    """Who looks, or why the door is closed (French). Sign-in comes before the demonstration once it is configured."""
    try:
        book = data.ledger()
    except Refusal as refusal:
        return None, str(refusal)
    if os.environ.get("RATTRAPAGE_DEMO") != "1":
        return None, door.NO_SIGN_IN
    if not book.is_sample():
        return None, door.NOT_THE_SAMPLE
    return access.demo_visitor(st.query_params.get("role") or st.session_state.get(ROLE)), ""


def _menu(visitor: Visitor) -> dict[str, list]:
    menu: dict[str, list] = {}
    for entry in MENU:
        if visitor.role in entry.roles:
            page = st.Page(
                entry.file,
                title=entry.title,
                url_path=entry.url,
                default=not menu,
                visibility="hidden" if entry.hidden else "visible",
            )
            menu.setdefault(entry.section, []).append(page)
    return menu


def _demo_banner(visitor: Visitor) -> None:
    """Says that the city is invented and lets the reader change role; a role without a page is not offered."""
    offered = [role for role in access.ROLES if any(role in entry.roles for entry in MENU)]
    st.session_state[ROLE] = visitor.role
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="bandeau-demonstration"):
        st.badge("Démonstration", color="orange")
        st.markdown("Ville d'exemple : familles, factures et comptes sont inventés. Voir comme :")
        st.segmented_control(
            "Voir comme",
            offered,
            key=ROLE,
            format_func=access.ROLES.get,
            required=True,
            on_change=_forget_address,
            label_visibility="collapsed",
        )


def _forget_address() -> None:
    """A role chosen by hand wins over the one of the address."""
    st.query_params.pop("role", None)
