"""The children: their family, age, level and school."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from rattrapage.sample import dice
from rattrapage.sample.people import names
from rattrapage.sample.people.families import SPECIMEN, Families, family_id
from rattrapage.sample.schools import CRECHE, ELEMENTAIRE, MATERNELLE, Schools

SPECIMEN_CHILDREN = 2
# Age bounds in days on 1 September 2023, by level.
AGES = {CRECHE: (120, 1_000), MATERNELLE: (1_000, 2_070), ELEMENTAIRE: (2_070, 3_890)}


@dataclass(frozen=True)
class Children:
    """One entry a child, by family and rank in it; positions of its family, level, school and name."""

    family: np.ndarray
    rank: np.ndarray
    level: np.ndarray
    school: np.ndarray
    first: np.ndarray
    age: np.ndarray

    def __len__(self) -> int:
        return len(self.family)

    def others(self) -> np.ndarray:
        """Gives every child but those of the specimen family."""
        return np.flatnonzero(self.family != SPECIMEN)

    def ids(self) -> list[str]:
        """Gives the identifiers in the tables, in ascending order: the family's number, then the rank."""
        return [f"C{family + 1:05d}{rank + 1}" for family, rank in zip(self.family, self.rank, strict=True)]

    def rows(self, families: Families, schools: Schools) -> Iterator[tuple[object, ...]]:
        """Gives the rows of the table `children`."""
        for child, child_id in enumerate(self.ids()):
            family = int(self.family[child])
            born = date(2023, 9, 1) - timedelta(days=int(self.age[child]))
            last = names.LAST[families.last[family]]
            yield (
                child_id,
                family_id(family),
                names.FIRST[self.first[child]],
                last,
                born.isoformat(),
                schools.id(int(self.school[child])),
            )


def draw(families: Families, schools: Schools, rng: np.random.Generator) -> Children:
    """Draws one to four children a family; the specimen has two, one at each school of its site."""
    size = dice.weighted(rng, len(families), (38, 42, 15, 5)) + 1
    size[SPECIMEN] = SPECIMEN_CHILDREN
    family = np.repeat(np.arange(len(families)), size)
    rank = np.arange(len(family)) - np.repeat(np.cumsum(size) - size, size)
    level = dice.weighted(rng, len(family), (10, 35, 55))
    level[:SPECIMEN_CHILDREN] = MATERNELLE, ELEMENTAIRE
    bounds = np.array([AGES[of] for of in (CRECHE, MATERNELLE, ELEMENTAIRE)])[level]
    return Children(
        family=family,
        rank=rank,
        level=level,
        school=schools.at(families.site[family], level),
        first=rng.integers(0, len(names.FIRST), len(family)),
        age=rng.integers(bounds[:, 0], bounds[:, 1]),
    )
