"""What each child is enrolled in: which services, on which days of the week."""

from dataclasses import dataclass

import numpy as np

from rattrapage.sample import dice
from rattrapage.sample.change import NEVER
from rattrapage.sample.people.children import Children
from rattrapage.sample.schools import CRECHE
from rattrapage.sample.voted import number

SCHOOL_DAYS = (0, 1, 3, 4)
WORKING_DAYS = (0, 1, 2, 3, 4)


@dataclass(frozen=True)
class Enrolments:
    """One entry a child. Patterns are True by weekday (Monday first); services are positions in SERVICES.

    `quarters`: usual quarter-hours of a crèche day; `careless`: eats without booking, time and again;
    `arrives` and `leaves`: the days between which the child comes at all.
    """

    canteen: np.ndarray
    morning: np.ndarray
    evening: np.ndarray
    creche: np.ndarray
    wednesday: np.ndarray
    meal: np.ndarray
    evening_service: np.ndarray
    wednesday_service: np.ndarray
    wednesday_meal: np.ndarray
    quarters: np.ndarray
    careless: np.ndarray
    arrives: np.ndarray
    leaves: np.ndarray


def draw(children: Children, days: int, rng: np.random.Generator) -> Enrolments:
    """Draws the enrolments of every child but the specimen's, whose usage is written by hand."""
    count = len(children)
    pupil = children.others()[children.level[children.others()] != CRECHE]
    careless = np.zeros(count, dtype=bool)
    canteen = _pattern(rng, count, _some(rng, count, pupil, 790), SCHOOL_DAYS, 755)
    careless[dice.chosen(rng, np.flatnonzero(canteen.any(axis=1)), 25)] = True
    canteen[careless] = np.isin(np.arange(7), (0, 3))
    return Enrolments(
        canteen=canteen,
        morning=_pattern(rng, count, _some(rng, count, pupil, 400), SCHOOL_DAYS, 740),
        evening=_pattern(rng, count, _some(rng, count, pupil, 600), SCHOOL_DAYS, 800),
        creche=_pattern(rng, count, np.setdiff1d(children.others(), pupil), WORKING_DAYS, 860),
        wednesday=_some(rng, count, pupil, 200),
        meal=_of(rng, count, ("REPAS_STANDARD", "REPAS_VEGETARIEN", "REPAS_PAI"), (80, 17, 3)),
        evening_service=_of(rng, count, ("APM", "APM_PARTIEL"), (65, 35)),
        wednesday_service=_of(rng, count, ("ALM_JOUR", "ALM_DEMI"), (70, 30)),
        wednesday_meal=dice.luck(rng, count, 850),
        quarters=rng.integers(18, 40, count),
        careless=careless,
        arrives=np.where(dice.luck(rng, count, 40), rng.integers(0, days, count), 0),
        leaves=np.where(dice.luck(rng, count, 40), rng.integers(0, days, count), NEVER),
    )


def _some(rng: np.random.Generator, count: int, of: np.ndarray, permille: int) -> np.ndarray:
    enrolled = np.zeros(count, dtype=bool)
    enrolled[of] = dice.luck(rng, len(of), permille)
    enrolled[dice.chosen(rng, of, 1)] = True  # even a tiny city uses the service
    return enrolled


def _pattern(rng: np.random.Generator, count: int, who: np.ndarray, days: tuple[int, ...], permille: int) -> np.ndarray:
    """Each of `who` (a mask, or positions) comes on some of the days, and on one at least."""
    pattern = np.zeros((count, 7), dtype=bool)
    if who.dtype != bool:
        who = np.isin(np.arange(count), who)
    pattern[:, days] = dice.luck(rng, (count, len(days)), permille)
    pattern[~pattern.any(axis=1), rng.choice(days)] = True
    pattern[~who] = False
    return pattern


def _of(rng: np.random.Generator, count: int, services: tuple[str, ...], weights: tuple[int, ...]) -> np.ndarray:
    used: np.ndarray = np.array([number(service) for service in services])[dice.weighted(rng, count, weights)]
    return used
