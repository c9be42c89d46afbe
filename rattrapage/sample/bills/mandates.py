"""Direct-debit mandates of every kind that a city has after ten years and a change of system."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from rattrapage.sample import dice
from rattrapage.sample.bills.iban import french
from rattrapage.sample.city import City
from rattrapage.sample.people.families import METHODS, SPECIMEN, family_id


@dataclass(frozen=True)
class Kind:
    """A kind of mandate: it was signed and last debited within a year of these days (empty: never)."""

    signed: str
    debited: str = ""
    origin: str = "kiosque"
    status: str = "active"


LEGACY = Kind("2016-01-04", debited="2023-01-09", origin="legacy")
KIOSQUE = Kind("2022-01-10", debited="2023-02-01")
NEW = Kind("2023-02-15")
REVOKED = Kind("2021-03-01", debited="2022-09-01", status="revoked")
LAPSED = Kind("2018-02-01", debited="2019-06-03")
NEVER_DEBITED = Kind("2019-03-04")
LATER = Kind("2024-06-03")
SUPERSEDED = Kind("2015-03-02", debited="2021-09-06", origin="legacy", status="superseded")
# What a family has, and how many of a hundred debited families have it.
HOLDINGS = {
    (LEGACY,): 44,
    (KIOSQUE,): 20,
    (NEW,): 9,
    (SUPERSEDED, NEW): 6,
    (REVOKED,): 4,
    (LAPSED,): 3,
    (NEVER_DEBITED,): 3,
    (LATER,): 2,
    (LEGACY, KIOSQUE): 2,
    (KIOSQUE, NEW): 2,
    (SUPERSEDED,): 1,
    (): 4,
}


def rows(city: City, rng: np.random.Generator) -> Iterator[tuple[object, ...]]:
    """Gives the rows of the table `mandates`: of families that pay by direct debit, and a few that no longer do."""
    debited = city.families.method == METHODS.index("direct_debit")
    for family, holding in zip(*_holdings(debited, rng), strict=True):
        for rank, kind in enumerate(holding, 1):
            yield _row(int(family), rank, kind, city, rng)


def _holdings(debited: np.ndarray, rng: np.random.Generator) -> tuple[np.ndarray, list[tuple[Kind, ...]]]:
    """Families and what each has: all holdings once, if there are families enough, then by their weights."""
    former = dice.luck(rng, len(debited), 30)
    families = np.flatnonzero(debited | former)
    families = families[np.argsort(families == SPECIMEN, kind="stable")]
    drawn = dice.weighted(rng, len(families), tuple(HOLDINGS.values()))
    sure = min(len(HOLDINGS), len(families))
    drawn[:sure] = np.arange(sure)
    drawn[families == SPECIMEN] = 0
    order = np.argsort(families, kind="stable")
    every = list(HOLDINGS)
    return families[order], [every[n] for n in drawn[order]]


def _row(family: int, rank: int, kind: Kind, city: City, rng: np.random.Generator) -> tuple[object, ...]:
    signed, debited = (
        _within_a_year(start, int(days))
        for start, days in zip((kind.signed, kind.debited), rng.integers(0, (360, 170)), strict=True)
    )
    letters = "ANC" if kind.origin == "legacy" else "KIO"
    return (
        f"{letters}-{signed[:4]}-{family + 1:06d}-{rank}",
        family_id(family),
        french(int(rng.integers(1, 1000)), int(rng.integers(10**9, 10**11))),
        "",
        city.families.payer_name(family),
        signed,
        kind.status,
        debited,
        kind.origin,
    )


def _within_a_year(start: str, days: int) -> str:
    return (date.fromisoformat(start) + timedelta(days=days)).isoformat() if start else ""
