"""Who owes for a child: its family, and for some another one, every other week or from a day on."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from rattrapage.sample import dice
from rattrapage.sample.calendar import Calendar
from rattrapage.sample.change import Change, constant
from rattrapage.sample.people.children import Children
from rattrapage.sample.people.families import Families, family_id

KNOWN_SINCE = "2023-09-01"


@dataclass(frozen=True)
class Payers:
    """Owing families by child; where `alternating`, the new one owes the odd weeks only."""

    family: Change
    alternating: np.ndarray

    def at(self, child: np.ndarray, day: np.ndarray, even_week: np.ndarray) -> np.ndarray:
        """Gives the family that owes a usage of `child` on `day` (R2)."""
        first = self.family.before[child]
        return np.where(self.alternating[child] & even_week[day], first, self.family.at(child, day))

    def unheard_by(self, children: np.ndarray) -> "Payers":
        """Gives the payers without a second one for `children`, as an office that was not informed of it knows them."""
        return replace(self, family=self.family.unheard_by(children))

    def rows(self, children: Children, calendar: Calendar) -> Iterator[tuple[object, ...]]:
        """Gives the rows of the table `payers`, for the children who have two."""
        ids = children.ids()
        for child in self.family.changing():
            day = calendar.text(self.family.day[child])
            first, second = family_id(self.family.before[child]), family_id(self.family.after[child])
            if day != KNOWN_SINCE or not self.alternating[child]:
                yield ids[child], first, KNOWN_SINCE, "", "all"
            if self.alternating[child]:
                yield ids[child], first, day, "", "even"
            yield ids[child], second, day, "", "odd" if self.alternating[child] else "all"


def draw(families: Families, children: Children, calendar: Calendar, rng: np.random.Generator) -> Payers:
    """Draws two payers for some 3 % of the children: two in three by weeks, from the start or from November."""
    family = constant(children.family.astype(np.int64))
    alternating = np.zeros(len(children), dtype=bool)
    if len(families) > 2:
        shared = dice.chosen(rng, children.others(), 30)
        first = family.before[shared]
        apart = rng.integers(1, len(families) - 1, len(shared))
        family.after[shared] = (first - 1 + apart) % (len(families) - 1) + 1  # never itself, never the specimen
        family.day[shared] = 0
        family.day[shared[1::3]] = calendar.day("2023-11-06")
        family.day[shared[2::3]] = calendar.day("2023-12-04")
        alternating[shared[0::3]] = alternating[shared[1::3]] = True
    return Payers(family, alternating)
