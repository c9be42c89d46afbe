"""Where the families live, for the grid they pay: most in the city, some outside, a few move."""

from collections.abc import Iterator

import numpy as np

from rattrapage.sample import dice
from rattrapage.sample.calendar import Calendar
from rattrapage.sample.change import Change, constant
from rattrapage.sample.people.families import Families, family_id

KNOWN_SINCE = "2022-09-01"


def draw(families: Families, calendar: Calendar, rng: np.random.Generator) -> Change:
    """Draws who is a resident (True), and who moves."""
    before = np.ones(len(families), dtype=bool)
    before[dice.chosen(rng, families.others(), 40)] = False
    residences = constant(before)
    moving = dice.chosen(rng, families.others(), 20)
    days = np.array([calendar.day(text) for text in ("2023-10-09", "2023-11-13", "2024-01-08")])
    residences.day[moving] = days[rng.integers(0, len(days), len(moving))]
    residences.after[moving] = ~before[moving]
    return residences


def rows(residences: Change, calendar: Calendar) -> Iterator[tuple[object, ...]]:
    """Gives the rows of the table `residences`: two for each family that moves."""
    for family in residences.changing():
        day = calendar.text(residences.day[family])
        yield family_id(family), KNOWN_SINCE, day, str(bool(residences.before[family])).lower()
        yield family_id(family), day, "", str(bool(residences.after[family])).lower()
