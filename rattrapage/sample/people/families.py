"""The families: who pays, where they live, how they pay."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from rattrapage.sample import dice
from rattrapage.sample.change import Change
from rattrapage.sample.people import names
from rattrapage.sample.schools import Schools

METHODS = ("direct_debit", "online", "cheque", "cash", "cesu", "transfer")
SPECIMEN = 0


def family_id(family: int) -> str:
    """Gives a family's identifier: `F00001` is the first family."""
    return f"F{family + 1:05d}"


@dataclass(frozen=True)
class Families:
    """One entry a family: positions in FIRST, LAST, METHODS and of its school site."""

    first: np.ndarray
    last: np.ndarray
    method: np.ndarray
    site: np.ndarray

    def __len__(self) -> int:
        return len(self.first)

    def others(self) -> np.ndarray:
        """Gives every family but the specimen, which no chance may touch."""
        return np.arange(1, len(self))

    def payer_name(self, family: int) -> str:
        """Gives the payer's last name, then first name."""
        first = names.NICKNAMED if family % 211 == 7 else names.FIRST[self.first[family]]
        return f"{names.LAST[self.last[family]]} {first}"

    def rows(self, residences: Change) -> Iterator[tuple[object, ...]]:
        """Gives the rows of the table `families`; those who moved stand there as they are now."""
        for family in range(len(self)):
            resident = bool(residences.after[family])
            yield (
                family_id(family),
                self.payer_name(family),
                f"famille{family + 1}@example.org" if family % 12 else "",
                # 03 53 01 is one of the ranges that the French regulator keeps for fiction.
                f"03 53 01 {family // 100 % 100:02d} {family % 100:02d}" if family % 3 else "",
                f"{family % 90 + 1} rue de l'Exemple",
                *_town(family, resident),
                str(resident).lower(),
                METHODS[self.method[family]],
            )


def _town(family: int, resident: bool) -> tuple[str, str, str]:
    if resident:
        return "67000", "Strasbourg", "FR"
    return ("77999", "Musterstadt", "DE") if family % 4 == 0 else ("67999", "Villeneuve-l'Exemple", "FR")


def draw(count: int, schools: Schools, rng: np.random.Generator) -> Families:
    """Draws `count` families; the specimen lives at the first site and pays by direct debit."""
    size = dice.weighted(rng, schools.sites, [1] * 9) + 6
    site = dice.weighted(rng, count, size)
    method = dice.weighted(rng, count, (48, 29, 9, 5, 4, 5))
    site[SPECIMEN] = method[SPECIMEN] = 0
    return Families(
        first=rng.integers(0, len(names.FIRST), count),
        last=rng.integers(0, len(names.LAST), count),
        method=method,
        site=site,
    )
