"""The families' quotients: most keep theirs, some get a new one, some never gave any proof of income."""

from collections.abc import Iterator

import numpy as np

from rattrapage.sample import dice
from rattrapage.sample.calendar import Calendar
from rattrapage.sample.change import Change, constant
from rattrapage.sample.people.exemptions import Exemptions
from rattrapage.sample.people.families import SPECIMEN, Families, family_id
from rattrapage.sample.voted import euros

UNKNOWN = -1
SPECIMEN_QUOTIENT = 128_000
KNOWN_SINCE = "2023-01-01"
# Families per thousand in each bracket of the voted grid; the euros at which they start, and the end.
WEIGHTS = (210, 90, 90, 80, 70, 70, 80, 160, 90, 60)
BOUNDS = np.array([0, 411, 511, 621, 721, 821, 921, 1031, 1541, 2051, 4000])


def draw(families: Families, exemptions: Exemptions, calendar: Calendar, rng: np.random.Generator) -> Change:
    """Draws quotients in cents, UNKNOWN where none is known."""
    before = _amounts(rng, len(families))
    before[exemptions.families()] = rng.integers(0, 300, len(exemptions.families())) * 100
    before[SPECIMEN] = SPECIMEN_QUOTIENT
    quotients = constant(before)
    changing = dice.chosen(rng, families.others(), 230)
    days = np.array([calendar.day(text) for text in ("2023-10-01", "2023-11-01", "2023-11-20", "2024-01-01")])
    quotients.day[changing] = days[dice.weighted(rng, len(changing), (3, 2, 1, 4))]
    quotients.after[changing] = before[changing] * rng.integers(55, 160, len(changing)) // 100
    _lose_proofs(quotients, changing, families, rng)
    return quotients


def _amounts(rng: np.random.Generator, count: int) -> np.ndarray:
    """Four in five are whole euros, as most funds write them."""
    bracket = dice.weighted(rng, count, WEIGHTS)
    amount = rng.integers(BOUNDS[bracket] * 100, BOUNDS[bracket + 1] * 100)
    mixed: np.ndarray = np.where(rng.integers(0, 5, count) > 0, amount // 100 * 100, amount)
    return mixed


def _lose_proofs(quotients: Change, changing: np.ndarray, families: Families, rng: np.random.Generator) -> None:
    """Some proofs expire, some come late, some never came."""
    quotients.after[dice.chosen(rng, changing[::2], 90)] = UNKNOWN
    quotients.before[dice.chosen(rng, changing[1::2], 60)] = UNKNOWN
    never = dice.chosen(rng, np.setdiff1d(families.others(), changing), 35)
    quotients.before[never] = quotients.after[never] = UNKNOWN


def rows(quotients: Change, calendar: Calendar) -> Iterator[tuple[object, ...]]:
    """Gives the rows of the table `quotients`; half of the earlier periods are left open, to end with the next."""
    changing = set(quotients.changing().tolist())
    for family, (before, after) in enumerate(zip(quotients.before, quotients.after, strict=True)):
        day = calendar.text(quotients.day[family]) if family in changing else ""
        if before != UNKNOWN:
            until = day if after == UNKNOWN or family % 2 else ""
            yield family_id(family), KNOWN_SINCE, until, euros(int(before))
        if day and after != UNKNOWN:
            yield family_id(family), day, "", euros(int(after))
