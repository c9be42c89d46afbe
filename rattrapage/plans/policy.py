"""Policies: by which rules a plan is made, and which combinations make sense (R11, R12)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from rattrapage.errors import Refusal
from rattrapage.words import STRATEGIES

THRESHOLD = Decimal("15.00")
"""Below it a claim is not put in recovery alone (article D1611-1 CGCT)."""
NOTICE_DAYS = 14
"""SEPA pre-notification, in calendar days (sepa.md, section 5)."""
MOST_INSTALMENTS = 1200
LAST_YEAR = 2200


def check_way(strategy: str | None, min_instalment: Decimal | None, cap: Decimal | None) -> None:
    """Refuses an unknown strategy, and amounts that do not go with it; the strategy may be None."""
    if strategy is not None and strategy not in STRATEGIES:
        raise Refusal(f"« {strategy} » n'est pas une stratégie ; choisissez parmi {', '.join(STRATEGIES)}.")
    if strategy != "equal" and min_instalment is not None:
        raise Refusal("L'échéance minimale ne va qu'avec la stratégie « equal » (parts égales) ; retirez-la.")
    if strategy != "capped" and cap is not None:
        raise Refusal("Le plafond ne va qu'avec la stratégie « capped » (plafond mensuel) ; retirez-le.")
    if cap is not None and cap <= 0:
        raise Refusal("Le plafond mensuel est d'au moins 0,01 €.")
    if min_instalment is not None and min_instalment < 0:
        raise Refusal("L'échéance minimale n'est jamais négative.")


def check_count(max_instalments: int | None) -> None:
    """Refuses a number of instalments out of bounds; it may be None."""
    if max_instalments is not None and not 1 <= max_instalments <= MOST_INSTALMENTS:
        raise Refusal(f"Le nombre maximal d'échéances va de 1 à {MOST_INSTALMENTS}.")


def check_start(first_due: dt.date | None) -> None:
    """Refuses a first due date after `LAST_YEAR`; it may be None."""
    if first_due is not None and first_due.year > LAST_YEAR:
        raise Refusal(f"Première échéance en {first_due.year} : choisissez une date plus proche.")


@dataclass(frozen=True)
class Policy:
    """A policy; amounts in euros, `day` 1 to 28. Raises `Refusal` for a combination that means nothing."""

    strategy: str
    first_due: dt.date
    day: int
    max_instalments: int
    prepared_on: dt.date
    min_instalment: Decimal | None = None
    cap: Decimal | None = None
    threshold: Decimal = THRESHOLD
    notice_days: int = NOTICE_DAYS
    net_credits: bool = False

    def __post_init__(self) -> None:
        check_way(self.strategy, self.min_instalment, self.cap)
        check_count(self.max_instalments)
        check_start(max(self.first_due, self.prepared_on))
        if self.strategy == "capped" and self.cap is None:
            raise Refusal(
                "La stratégie « Plafond mensuel » (capped) demande un plafond par mois (--cap, ou son champ)."
            )
        if not 1 <= self.day <= 28:
            raise Refusal("Le jour d'échéance va de 1 à 28.")
        if self.threshold < 0 or self.notice_days < 0:
            raise Refusal("Le seuil de recouvrement et le préavis ne sont jamais négatifs.")

    @property
    def earliest(self) -> dt.date:
        """The first day that leaves families their notice."""
        return self.prepared_on + dt.timedelta(days=self.notice_days)
