"""The foot of each page: who is signed in, « Voir comme… », and the way out; the banner while one looks as another."""

from __future__ import annotations

import streamlit as st

from pages.shell import sign_in
from rattrapage.access import guard
from rattrapage.access.guard import Visitor

CHOICE = "vue:choix"


def show(visitor: Visitor, offered: list[str]) -> None:
    """Shows the foot; `offered` are the roles that have a page, which finance may look as."""
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="pied-de-page"):
        own = visitor.own_role or visitor.role
        st.text(f"Connecté : {visitor.name}, {guard.ROLES[own]}")
        if own == guard.FINANCE:
            _look_as(visitor, offered)
        st.button("Se déconnecter", on_click=sign_in.sign_out)


def _look_as(visitor: Visitor, offered: list[str]) -> None:
    st.session_state[CHOICE] = visitor.role
    st.selectbox(
        "Voir comme…",
        offered,
        key=CHOICE,
        format_func=lambda role: guard.ROLES.get(role, role),
        on_change=lambda: sign_in.look_as(st.session_state[CHOICE]),
        width=260,
    )


def banner(visitor: Visitor) -> None:
    """Says, while it lasts, that the pages are those of another role."""
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="bandeau-vue"):
        st.badge("Vue d'un autre rôle", color="orange")
        st.markdown(f"Vous voyez les pages de ce rôle : **{guard.ROLES[visitor.role]}**.")
        st.button("Revenir à mon rôle", on_click=sign_in.look_as, args=(None,))
