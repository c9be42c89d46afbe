"""The sign-in of the city's own provider (OIDC): its configuration, who is signed in, and the way out."""

from __future__ import annotations

import streamlit as st

from rattrapage.access import guard, roles, sessions
from rattrapage.access.guard import Visitor
from rattrapage.errors import Refusal

NEEDED = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")
SECRET_LENGTH = 32
SEEN_AS = "vue:role"


class SignedOut(Refusal):
    """Nobody is signed in, or the session is over: signing in opens the door."""


def settings() -> dict:
    """Reads the server's `secrets.toml`; empty when there is none or it cannot be read."""
    try:
        return st.secrets.to_dict()
    except FileNotFoundError:
        return {}


def configured() -> bool:
    """Says whether a sign-in is configured, well or badly."""
    return bool(settings().get("auth"))


def visitor() -> Visitor:
    """Gives the person signed in, in their role or in the one they chose to look as.

    Raises `SignedOut` without a sign-in, `Forbidden` for a person without a role, `Refusal` when the configuration is
    not whole.
    """
    mapping = _checked(settings())
    claims = st.user.to_dict()
    if not claims.get("is_logged_in"):
        raise SignedOut("Connectez-vous avec le compte de votre collectivité.")
    if not sessions.is_open(claims):
        raise SignedOut("Votre session est terminée : reconnectez-vous.")
    person = guard.signed_in(claims, mapping.role(claims))
    return guard.looking_as(person, st.session_state.get(SEEN_AS))


def _checked(found: dict) -> roles.RoleMap:
    """The mapping of roles of a whole configuration; a short secret would let anyone forge a session."""
    section = found["auth"]
    missing = [key for key in NEEDED if not section.get(key)]
    if missing:
        raise Refusal(f"Connexion mal configurée : section [auth], il manque {', '.join(missing)}.")
    if len(section["cookie_secret"]) < SECRET_LENGTH:
        raise Refusal(
            f"Connexion mal configurée : section [auth], cookie_secret doit avoir {SECRET_LENGTH} caractères au moins."
        )
    try:
        return roles.read(found.get("roles", {}))
    except Refusal as refusal:
        raise Refusal(f"Connexion mal configurée. {refusal}") from refusal


def sign_in() -> None:
    """Leads to the provider's own page."""
    st.login()


def sign_out() -> None:
    """Ends the session in every tab, then at the provider."""
    sessions.end(st.user.to_dict())
    st.logout()


def look_as(role: str | None) -> None:
    """Switches the pages to those of `role` from the next run on; None is one's own."""
    st.session_state[SEEN_AS] = role
