"""The shell: who looks, which pages their menu holds, the demonstration's banner, then the page itself."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from pages.explorer import menu as explorer_menu
from pages.shell import door, foot
from pages.ui import asked
from pages.ui.menu import MENU
from rattrapage.access import guard
from rattrapage.access.guard import Visitor
from rattrapage.errors import Refusal

ICON = str(Path(__file__).with_name("icon.png"))


def run() -> None:
    """Runs the page that the address asks for, when it is in the visitor's menu."""
    found = _welcomed(door.visitor())
    visitor = found if isinstance(found, Visitor) else None
    guard.enter(visitor)
    pages = _menu(found) if isinstance(found, Visitor) else door.menu(found, _addresses())
    page = st.navigation(pages, position="top")
    st.set_page_config(page_title=f"{page.title} · Rattrapage", page_icon=ICON, layout="wide")
    if visitor is None:
        page.run()
        return
    if visitor.demo:
        _demo_banner(visitor)
    elif visitor.own_role:
        foot.banner(visitor)
    _framed(page, visitor)


def _welcomed(found: Visitor | door.Closed) -> Visitor | door.Closed:
    """The same, but a closed door for a role that has no page."""
    if isinstance(found, Visitor) and found.role not in _offered():
        reason = f"Aucune page n'est ouverte à ce rôle pour l'instant : {guard.ROLES[found.role]}."
        return door.Closed(reason, None if found.demo else door.SIGN_OUT)
    return found


def _framed(page, visitor: Visitor) -> None:
    """The page above its foot, which stands first: a page that stops half-way lets nothing come after it."""
    asked.begin()
    body = st.container()
    if not visitor.demo:
        foot.show(visitor, _offered())
    with body:
        notice = st.empty()
        try:
            page.run()
        except Refusal as refusal:
            st.error(str(refusal))
    asked.tell(notice)


def _addresses() -> set[str]:
    """Every address that is a page for some role; that of the page at `/` is none."""
    return {entry.url for entry in MENU[1:]} | explorer_menu.addresses()


def _offered() -> list[str]:
    """The roles that have a page."""
    return [role for role in guard.ROLES if any(role in entry.roles for entry in MENU)]


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
    for page in explorer_menu.pages(visitor, MENU):
        menu.setdefault(explorer_menu.SECTION, []).append(page)
    return menu


def _demo_banner(visitor: Visitor) -> None:
    """Says that the city is invented and lets the reader change role; a role without a page is not offered."""
    st.session_state[door.ROLE] = visitor.role
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="bandeau-demonstration"):
        st.badge("Démonstration", color="orange")
        st.markdown("Ville d'exemple : familles, factures et comptes sont inventés. Voir comme :")
        st.segmented_control(
            "Voir comme",
            _offered(),
            key=door.ROLE,
            format_func=lambda role: guard.ROLES.get(role, role),
            required=True,
            on_change=_forget_address,
            label_visibility="collapsed",
            wrap=True,
        )


def _forget_address() -> None:
    """A role chosen by hand wins over the one of the address."""
    st.query_params.pop("role", None)
