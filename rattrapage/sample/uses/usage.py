"""What was used, day by day: the rows of attendance as the schools know them."""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import ArrayLike

from rattrapage.sample import dice
from rattrapage.sample.calendar import Calendar
from rattrapage.sample.people.children import Children
from rattrapage.sample.people.enrolments import Enrolments
from rattrapage.sample.voted import STATUSES, number

PRESENT, UNBOOKED, UNKNOWN = (STATUSES.index(name) for name in ("present", "unbooked", "a_verifier"))
ONE = 100
# The City tolerates ten meals without booking; later ones come as `unbooked` (double price).
TOLERATED = 10
SNOW_DAY = "2024-01-18"


@dataclass(frozen=True)
class Usage:
    """Rows by child, day, service: positions; quantities in hundredths; statuses as positions in STATUSES."""

    child: np.ndarray
    day: np.ndarray
    service: np.ndarray
    quantity: np.ndarray
    status: np.ndarray

    def __len__(self) -> int:
        return len(self.child)

    def keep(self, rows: np.ndarray) -> "Usage":
        """Keeps only these rows (a mask or positions, in their order)."""
        return Usage(*(getattr(self, column.name)[rows] for column in fields(self)))


def usage(
    child: ArrayLike, day: ArrayLike, service: ArrayLike, quantity: ArrayLike = ONE, status: ArrayLike = PRESENT
) -> Usage:
    """Makes rows from arrays, or from one value for all of them."""
    kinds = (np.int32, np.int16, np.int8, np.int32, np.int8)
    columns = np.broadcast_arrays(np.asarray(child), day, service, quantity, status)
    return Usage(*(column.astype(kind) for column, kind in zip(columns, kinds, strict=True)))


def joined(parts: list[Usage]) -> Usage:
    """Joins all rows, in the order of child, day, service."""
    every = Usage(*(np.concatenate([getattr(part, f.name) for part in parts]) for f in fields(Usage)))
    key = (every.child.astype(np.int64) * 1_000 + every.day) * 100 + every.service
    return every.keep(np.argsort(key, kind="stable"))


def draw(children: Children, enrolled: Enrolments, calendar: Calendar, rng: np.random.Generator) -> Usage:
    """Draws every row of the period, but the specimen family's."""
    parts = [
        _meals(enrolled, calendar, rng),
        _presences(enrolled.morning, calendar.canteen, number("ACCUEIL_MATIN"), calendar, rng),
        _presences(enrolled.evening, calendar.canteen, enrolled.evening_service, calendar, rng),
        *_wednesdays(enrolled, calendar, rng),
        _creche(enrolled, calendar, rng),
    ]
    every = joined(parts)
    there = (every.day >= enrolled.arrives[every.child]) & (every.day < enrolled.leaves[every.child])
    return joined([every.keep(there), _snow(children, calendar, rng)])


def _statuses(rng: np.random.Generator, count: int) -> np.ndarray:
    return dice.weighted(rng, count, (935, 35, 15, 15)).astype(np.int8)  # the first four of STATUSES


def _meals(enrolled: Enrolments, calendar: Calendar, rng: np.random.Generator) -> Usage:
    booked = enrolled.canteen[:, calendar.weekday] & calendar.canteen
    chance = np.where(enrolled.careless, 600, 12)[:, None]
    extra = dice.luck(rng, booked.shape, chance) & calendar.canteen & ~booked
    extra[~enrolled.canteen.any(axis=1)] = False
    beyond = extra & (np.cumsum(extra, axis=1, dtype=np.int16) > TOLERATED)
    child, day = np.nonzero(booked | extra)
    status = np.where(extra[child, day], PRESENT, _statuses(rng, len(child)))
    status[beyond[child, day]] = UNBOOKED
    status[dice.chosen(rng, np.arange(0, len(child), 10), 2)] = UNKNOWN
    return usage(child, day, enrolled.meal[child], ONE, status)


def _presences(
    pattern: np.ndarray, opens: np.ndarray, service: int | np.ndarray, calendar: Calendar, rng: np.random.Generator
) -> Usage:
    child, day = np.nonzero(pattern[:, calendar.weekday] & opens)
    of_child = service[child] if isinstance(service, np.ndarray) else service
    return usage(child, day, of_child, ONE, _statuses(rng, len(child)))


def _wednesdays(enrolled: Enrolments, calendar: Calendar, rng: np.random.Generator) -> list[Usage]:
    comes = enrolled.wednesday[:, None] & calendar.alm
    child, day = np.nonzero(comes & dice.luck(rng, comes.shape, 870))
    status = _statuses(rng, len(child))
    eats = enrolled.wednesday_meal[child]
    return [
        usage(child, day, enrolled.wednesday_service[child], ONE, status),
        usage(child[eats], day[eats], enrolled.meal[child[eats]], ONE, status[eats]),
    ]


def _creche(enrolled: Enrolments, calendar: Calendar, rng: np.random.Generator) -> Usage:
    child, day = np.nonzero(enrolled.creche[:, calendar.weekday] & calendar.creche)
    quarters = enrolled.quarters[child] + rng.integers(-2, 3, len(child))
    return usage(child, day, number("CRECHE"), quarters * 25, _statuses(rng, len(child)))


def _snow(children: Children, calendar: Calendar, rng: np.random.Generator) -> Usage:
    """A few schools kept children on a day of weather alert, a service that no tariff covers."""
    schools = dice.chosen(rng, np.unique(children.school[children.others()]), 20)
    kept = children.others()[np.isin(children.school[children.others()], schools)]
    return usage(dice.chosen(rng, kept, 300), calendar.day(SNOW_DAY), number("ALERTE_METEO"))
