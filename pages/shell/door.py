"""The door: who may come in, and what a person sees who may not."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from typing import NamedTuple

import streamlit as st

from pages.shell import sign_in
from pages.ui import data, formats
from rattrapage.access import guard
from rattrapage.access.guard import Visitor
from rattrapage.errors import Refusal

NO_SIGN_IN = (
    "La connexion n'est pas configurée sur ce serveur : aucune page n'est ouverte. "
    "Demandez à l'administrateur du serveur de configurer la connexion de la collectivité."
)
NOT_THE_SAMPLE = (
    "La démonstration n'est ouverte que sur la ville d'exemple, et ce registre contient autre chose ou rien. "
    "Créez la ville d'exemple dans un registre neuf (commandes « sample » puis « import »), puis relancez le serveur."
)
ROLE = "demo:role"


class Closed(NamedTuple):
    """Why the door is closed (French), and the button that leads on: its words and what it does."""

    reason: str
    button: tuple[str, Callable[[], None]] | None = None


SIGN_IN = ("Se connecter", sign_in.sign_in)
SIGN_OUT = ("Se déconnecter", sign_in.sign_out)


def visitor() -> Visitor | Closed:
    """Gives the visitor, or why the door is closed. Sign-in comes before the demonstration once it is configured."""
    return _signed_in() if sign_in.configured() else _demonstration()


def _signed_in() -> Visitor | Closed:
    try:
        person = sign_in.visitor()
    except sign_in.SignedOut as refusal:
        return Closed(str(refusal), SIGN_IN)
    except guard.Forbidden as refusal:
        return Closed(str(refusal), SIGN_OUT)
    except Refusal as refusal:
        return Closed(str(refusal))
    return _with_a_ledger(person, SIGN_OUT)


def _demonstration() -> Visitor | Closed:
    if os.environ.get("RATTRAPAGE_DEMO") != "1":
        return Closed(NO_SIGN_IN)
    person = guard.demo_visitor(st.query_params.get("role") or st.session_state.get(ROLE))
    found = _with_a_ledger(person)
    if isinstance(found, Visitor) and not data.ledger().is_sample():
        return Closed(NOT_THE_SAMPLE)
    return found


def _with_a_ledger(person: Visitor, button: tuple | None = None) -> Visitor | Closed:
    try:
        data.ledger()
    except Refusal as refusal:
        return Closed(str(refusal), button)
    return person


def menu(closed: Closed, known: Iterable[str] = ()) -> list:
    """Gives the page that says why the others are closed.

    It also stands at the address asked for, when that is one of those `known`.

    The browser of a visitor who is not let in learns no other address.
    """

    def closed_door() -> None:
        st.title("Rattrapage")
        st.info(formats.plain(closed.reason))
        if closed.button:
            label, act = closed.button
            st.button(label, type="primary", on_click=act)

    pages = [st.Page(closed_door, title="Connexion", url_path="connexion", default=True)]
    address = (st.context.url or "").rpartition("/")[2]
    if address in known:
        pages.append(st.Page(closed_door, title="Connexion", url_path=address, visibility="hidden"))
    return pages
