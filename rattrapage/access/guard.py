"""Access: who looks, in which role, and the guard that stands at the top of every page."""

from __future__ import annotations

from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass, replace

from rattrapage.errors import Refusal

COUNCIL, DEPARTMENT, FINANCE = "council", "department", "finance"
ROLES = {COUNCIL: "élus", DEPARTMENT: "direction de l'éducation", FINANCE: "finances"}


@dataclass(frozen=True)
class Visitor:
    """A person with a role; `name` is what the journal records as the actor.

    `own_role` is the role of a person who looks at the pages as another role sees them, else None.
    """

    name: str
    role: str
    demo: bool = False
    own_role: str | None = None


class Forbidden(Refusal):
    """The page is not open to this visitor."""


_present: ContextVar[Visitor | None] = ContextVar("visitor", default=None)


def demo_visitor(asked: str | None) -> Visitor:
    """Gives the visitor of a demonstration, in the role `asked`; an unknown role is finance, which sees every page."""
    role = asked if asked in ROLES else FINANCE
    return Visitor(f"démonstration ({ROLES[role]})", role, demo=True)


def signed_in(claims: Mapping[str, object], role: str | None) -> Visitor:
    """Gives the person whom a sign-in's claims name, in their role; raises `Forbidden` when they have none."""
    person = name(claims)
    if role is None:
        raise Forbidden(
            f"Vous êtes connecté comme {person}, mais aucun rôle ne vous est donné dans Rattrapage. "
            "Demandez-le à l'administrateur de la connexion de votre collectivité."
        )
    return Visitor(person, role)


def name(claims: Mapping[str, object]) -> str:
    """Gives how the pages name a person: « Alma Weber (alma.weber@ville.example) ».

    People choose the first part, the second is theirs alone.
    """
    own = claims.get("email") or claims.get("sub") or ""
    shown = claims.get("name")
    return f"{shown} ({own})" if shown and shown != own else str(own)


def looking_as(visitor: Visitor, role: str | None) -> Visitor:
    """Gives finance the pages of another role (« Voir comme… »); gives any other visitor back unchanged."""
    if visitor.role != FINANCE or role not in ROLES or role == visitor.role:
        return visitor
    return replace(visitor, role=role, own_role=visitor.role)


def enter(visitor: Visitor | None) -> None:
    """Records who looks from now on in this thread; None stands for a visitor who is not signed in."""
    _present.set(visitor)


def present() -> Visitor | None:
    """Gives the visitor of this thread; None when the visitor is not signed in."""
    return _present.get()


def require(*roles: str) -> Visitor:
    """Gives the visitor, when their role is one of `roles`; raises `Forbidden` otherwise.

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
