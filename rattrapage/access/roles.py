"""The roles: which one a signed-in person has, from a claim of the sign-in and the city's own mapping."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rattrapage.access.guard import COUNCIL, DEPARTMENT, FINANCE
from rattrapage.errors import Refusal

WIDEST_FIRST = (FINANCE, DEPARTMENT, COUNCIL)


@dataclass(frozen=True)
class RoleMap:
    """The claim to read, and for each role the values of it that open the role."""

    claim: str
    values: dict[str, frozenset[str]]

    def role(self, claims: Mapping[str, object]) -> str | None:
        """Gives the widest role that the claims of a sign-in open; None when they open none."""
        held = _texts(_found(claims, self.claim))
        return next((role for role in WIDEST_FIRST if held & self.values[role]), None)


def read(settings: Mapping[str, object]) -> RoleMap:
    """Reads the section `[roles]`: `claim`, then for each role one value or a list.

    Raises `Refusal` when the claim or every role is missing, or when a key is none of ours.
    """
    unknown = sorted(set(settings) - {"claim", *WIDEST_FIRST})
    if unknown:
        raise Refusal(f"Section [roles] : clé inconnue « {unknown[0]} » ; les clés sont claim, {', '.join(_keys())}.")
    values = {role: _texts(settings.get(role)) for role in WIDEST_FIRST}
    if not settings.get("claim") or not any(values.values()):
        raise Refusal(f"Section [roles] : indiquez claim et au moins un rôle ({', '.join(_keys())}).")
    return RoleMap(str(settings["claim"]), values)


def _keys() -> tuple[str, ...]:
    return tuple(reversed(WIDEST_FIRST))


def _found(claims: Mapping[str, object], path: str) -> object:
    """The claim by its name, else by its path: `realm_access.roles` is how Keycloak nests its roles."""
    if path in claims:
        return claims[path]
    found: object = claims
    for name in path.split("."):
        found = found.get(name) if isinstance(found, Mapping) else None
    return found


def _texts(value: object) -> frozenset[str]:
    """One value or a list of them; nothing else opens a role."""
    if isinstance(value, str):
        return frozenset({value} if value else ())
    if isinstance(value, list | tuple):
        return frozenset(item for item in value if isinstance(item, str) and item)
    return frozenset()
