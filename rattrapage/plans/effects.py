"""Effects: what the page says of a simulated policy, and what it changes against the plans as they stand."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import NamedTuple

from rattrapage import queries
from rattrapage.ledger import Ledger
from rattrapage.plans.simulation import Load, Simulation


class Effect(NamedTuple):
    """The headline of a simulation: families and instalments to come in number, the rest in euros."""

    families: int
    instalments: int
    claimed: Decimal
    carried_over: Decimal
    over_cap: Decimal


def of(simulation: Simulation) -> Effect:
    """Gives the headline of a simulation."""
    strip = simulation.strip
    return Effect(simulation.families, simulation.instalments, strip.claimed, strip.carried_over, strip.over_cap)


def in_force(ledger: Ledger) -> Effect | None:
    """Gives the same figures of the plans as they stand; None before any. Announced instalments are not counted."""
    return queries.first(ledger.cursor(), "plans/in_force", Effect)


def change(now: Effect, before: Effect) -> Effect:
    """Gives what changes from one to the other, figure by figure."""
    return Effect(
        now.families - before.families,
        now.instalments - before.instalments,
        now.claimed - before.claimed,
        now.carried_over - before.carried_over,
        now.over_cap - before.over_cap,
    )


class Month(NamedTuple):
    """What falls due in a month (`2024-03`), by means of payment and in all; euros."""

    month: str
    methods: dict[str, Decimal]
    total: Decimal


def months(loads: list[Load]) -> list[Month]:
    """Groups the loads by month, in order; a means with nothing due that month is left out."""
    grouped: dict[str, dict[str, Decimal]] = defaultdict(dict)
    for load in loads:
        grouped[load.month][load.method] = load.amount
    return [Month(month, methods, sum(methods.values(), Decimal(0))) for month, methods in sorted(grouped.items())]
