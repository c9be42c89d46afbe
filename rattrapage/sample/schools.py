"""The city's schools: a nursery and an elementary school a site, and a crèche for three sites."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from rattrapage.sample.people import names

LEVELS = ("creche", "maternelle", "elementaire")
CRECHE, MATERNELLE, ELEMENTAIRE = range(3)
# 56 sites, hence 112 public schools, at the 13,000 families of the real city.
SITES_PER_FAMILY = (56, 13_000)
Position = TypeVar("Position", int, np.ndarray)


@dataclass(frozen=True)
class Schools:
    """Schools by position: the two of site n at 2n and 2n + 1, the crèches after them."""

    sites: int

    @property
    def creches(self) -> int:
        """How many crèches stand beside the sites."""
        return max(1, self.sites // 3)

    def __len__(self) -> int:
        return 2 * self.sites + self.creches

    def at(self, site: Position, level: Position) -> Position:
        """Gives the school that the children of a site and level go to; plain numbers or arrays."""
        creche = 2 * self.sites + site % self.creches
        school: Position = (level == CRECHE) * creche + (level != CRECHE) * (2 * site + level - MATERNELLE)
        return school

    def district(self, school: int) -> int:
        """Gives the position in DISTRICTS of a school."""
        site = school // 2 if school < 2 * self.sites else school - 2 * self.sites
        return site % min(len(names.DISTRICTS), self.sites)

    def id(self, school: int) -> str:
        """Gives the school's identifier in the tables."""
        return f"E{school + 1:03d}"

    def rows(self) -> Iterator[tuple[object, ...]]:
        """Gives the rows of the table `schools`."""
        for school in range(len(self)):
            yield (
                self.id(school),
                self._name(school),
                names.DISTRICTS[self.district(school)],
                self._level(school),
            )

    def _level(self, school: int) -> str:
        return LEVELS[MATERNELLE + school % 2] if school < 2 * self.sites else LEVELS[CRECHE]

    def _name(self, school: int) -> str:
        if school >= 2 * self.sites:
            return f"Crèche {names.site(school - 2 * self.sites)}"
        kind = "maternelle" if school % 2 == 0 else "élémentaire"
        return f"École {kind} {names.site(school // 2)}"


def of_city(families: int) -> Schools:
    """Makes as many schools as a city of that many families needs: two sites at least."""
    sites, at = SITES_PER_FAMILY
    return Schools(max(2, (families * sites + at // 2) // at))
