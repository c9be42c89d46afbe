"""Access: who looks, in which role, and the guard that stands at the top of every page."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass

from rattrapage.errors import Refusal

COUNCIL, DEPARTMENT, FINANCE = "council", "department", "finance"
ROLES = {COUNCIL: "élus", DEPARTMENT: "direction de l'éducation", FINANCE: "finances"}


@dataclass(frozen=True)
class Visitor:
    """A person with a role; `name` is what the journal records as the actor."""

    name: str
    role: str
    demo: bool = False


class Forbidden(Refusal):
    """The page is not open to this visitor."""


_present: ContextVar[Visitor | None] = ContextVar("visitor", default=None)


def demo_visitor(asked: str | None) -> Visitor:
    """The visitor of a demonstration, in the role asked for; an unknown role is finance, which sees every page."""
    role = asked if asked in ROLES else FINANCE
    return Visitor(f"démonstration ({ROLES[role]})", role, demo=True)


def enter(visitor: Visitor | None) -> None:
    """Says who looks from now on in this thread; None when nobody is signed in."""
    _present.set(visitor)


def present() -> Visitor | None:
    """Who looks now; None when nobody is signed in."""
    return _present.get()


def require(*roles: str) -> Visitor:
    """The visitor, when their role is one of `roles`; raises `Forbidden` otherwise.

    A page begins with it, so that a page served by another way than the menu stays closed.
    """
    visitor = _present.get()
    if visitor is None:
        raise Forbidden("Personne n'est connecté : connectez-vous pour ouvrir cette page.")
    if visitor.role not in roles:
        open_to = " ou ".join(ROLES[role] for role in roles)
        raise Forbidden(
            f"Cette page est réservée à ce rôle : {open_to}. Vous êtes connecté comme : {ROLES[visitor.role]}."
        )
    return visitor
