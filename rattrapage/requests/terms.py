"""The terms that a family asks for, and the steps of its request (R12): values, checked when they are made."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypedDict, Unpack

from rattrapage import clock
from rattrapage.errors import Refusal
from rattrapage.plans.policy import check_count, check_start, check_way
from rattrapage.words import METHODS, REQUEST_STATES

DECISIONS = ("granted", "refused")


class NamedTerms(TypedDict, total=False):
    """The fields of `Terms` by name, as a form or a command gives them."""

    strategy: str | None
    first_due: dt.date | None
    max_instalments: int | None
    min_instalment: Decimal | None
    cap: Decimal | None
    method: str | None


@dataclass(frozen=True)
class Terms:
    """Other terms than the plan's; what is None comes from the plan. A cap means `capped`, a least part `equal`."""

    strategy: str | None = None
    first_due: dt.date | None = None
    max_instalments: int | None = None
    min_instalment: Decimal | None = None
    cap: Decimal | None = None
    method: str | None = None

    @classmethod
    def of(cls, **named: Unpack[NamedTerms]) -> Terms:
        """Makes terms as named, with the strategy that an amount implies; raises `Refusal` when they make no sense."""
        terms = cls(**named)
        implied = "capped" if terms.cap is not None else "equal" if terms.min_instalment is not None else None
        terms = replace(terms, strategy=terms.strategy or implied)
        check_way(terms.strategy, terms.min_instalment, terms.cap)
        check_count(terms.max_instalments)
        check_start(terms.first_due)
        if terms.method is not None and terms.method not in METHODS:
            raise Refusal(f"« {terms.method} » n'est pas un moyen de paiement ; choisissez parmi {', '.join(METHODS)}.")
        return terms


@dataclass(frozen=True)
class Step:
    """What happens to a request: its new state, who says so and why; of a decision its reference and its day."""

    state: str
    by: str
    why: str
    reference: str = ""
    decided_on: dt.date | None = None

    def __post_init__(self) -> None:
        if self.state not in REQUEST_STATES:
            raise Refusal(f"« {self.state} » n'est pas un état ; choisissez parmi {', '.join(REQUEST_STATES)}.")
        if not self.by.strip() or not self.why.strip():
            raise Refusal("Dites qui et pourquoi.")
        if self.state in DECISIONS and not self.reference.strip():
            raise Refusal("Une décision demande sa référence : le comptable accorde, l'outil enregistre.")
        if self.decided_on and self.decided_on > clock.today():
            raise Refusal("Une décision ne peut pas être datée d'un jour à venir.")
