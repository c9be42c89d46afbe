"""Families without income, whose children eat free by a vote of the council."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from rattrapage.sample import dice
from rattrapage.sample.calendar import Calendar
from rattrapage.sample.change import NEVER
from rattrapage.sample.people.children import Children
from rattrapage.sample.people.families import Families, family_id
from rattrapage.sample.voted import CATEGORIES, CATEGORY_OF, SERVICES

REASON = "Délibération : famille sans ressources"
MEALS = np.equal(CATEGORY_OF, CATEGORIES.index("restauration"))
NO_CHILD = -1


@dataclass(frozen=True)
class Exemptions:
    """One entry a family, most of them without any: days `since` ≤ day < `until` (NEVER: open or none).

    `everything`: all services, else meals only; `only`: the one child it is for, or NO_CHILD for all.
    """

    since: np.ndarray
    until: np.ndarray
    everything: np.ndarray
    only: np.ndarray

    def families(self) -> np.ndarray:
        """Gives the families that have one, in ascending order."""
        return np.flatnonzero(self.since != NEVER)

    def hold(self, family: np.ndarray, child: np.ndarray, service: np.ndarray, day: np.ndarray) -> np.ndarray:
        """Says whether each usage is free (R4)."""
        during = (day >= self.since[family]) & (day < self.until[family])
        only = self.only[family]
        free: np.ndarray = during & (self.everything[family] | MEALS[service]) & ((only == NO_CHILD) | (only == child))
        return free

    def unheard_by(self, families: np.ndarray) -> "Exemptions":
        """Gives the exemptions without those of `families`, as an office that was not informed of them knows them."""
        since = self.since.copy()
        since[families] = NEVER
        return replace(self, since=since)

    def rows(self, children: Children, calendar: Calendar) -> Iterator[tuple[object, ...]]:
        """Gives the rows of the table `exemptions`: one a meal service where not everything is free."""
        ids = children.ids()
        for family in self.families():
            only = ids[self.only[family]] if self.only[family] != NO_CHILD else ""
            until = calendar.text(self.until[family]) if self.until[family] != NEVER else ""
            meals = [service for service, is_meal in zip(SERVICES, MEALS, strict=True) if is_meal]
            for service in [""] if self.everything[family] else meals:
                yield family_id(family), only, service, calendar.text(self.since[family]), until, REASON


def draw(families: Families, children: Children, calendar: Calendar, rng: np.random.Generator) -> Exemptions:
    """Draws exemptions for some 3 % of the families.

    Meals or everything, early or late, closed or open, one child or all.
    """
    since = np.full(len(families), NEVER)
    until = np.full(len(families), NEVER)
    everything = np.zeros(len(families), dtype=bool)
    only = np.full(len(families), NO_CHILD)
    exempt = dice.chosen(rng, families.others(), 32)
    since[exempt] = 0
    until[exempt[3::5]] = calendar.day("2023-12-01")
    since[exempt[4::5]] = calendar.day("2023-10-02")
    only[exempt[4::5]] = np.searchsorted(children.family, exempt[4::5])
    everything[exempt[2::5]] = True
    return Exemptions(since, until, everything, only)
