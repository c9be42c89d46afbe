"""Which runs of bills worked: a share of the families by school, service and month."""

import numpy as np

from rattrapage.sample import dice
from rattrapage.sample.bills.charges import Charges
from rattrapage.sample.calendar import MONTHS
from rattrapage.sample.city import City
from rattrapage.sample.people.families import SPECIMEN
from rattrapage.sample.schools import Schools
from rattrapage.sample.voted import CATEGORIES, CATEGORY_OF

# Families billed per thousand, September to January. Only crèches, on an older system, went on as before.
BILLED = {
    "petite_enfance": (960, 960, 940, 950, 900),
    "restauration": (150, 350, 0, 180, 650),
    "accueil_matin": (700, 600, 60, 900, 800),
    "periscolaire": (100, 300, 0, 130, 600),
    "autre": (0, 0, 0, 0, 0),
}
# In some districts the runs of September went through, and in time.
IN_TIME = 930
SEPTEMBER = 0


def in_time(district: int) -> bool:
    """Says whether September was billed there in mid-November, not in mid-December."""
    return district % 3 == 1


def shares(schools: Schools, rng: np.random.Generator) -> np.ndarray:
    """Gives the families billed per thousand, by (school, category, month)."""
    base = np.array([BILLED[category] for category in CATEGORIES])
    share = np.repeat(base[None], len(schools), axis=0)
    for school in range(len(schools)):
        if in_time(schools.district(school)):
            september = share[school, :, SEPTEMBER]
            september[:] = np.where(september > 0, np.maximum(september, IN_TIME), 0)
    uneven = np.clip(share + rng.integers(-130, 131, share.shape), 20, 990)
    share = np.where(share > 0, uneven, 0)
    forgotten = dice.chosen(rng, np.arange(2 * schools.sites), 30)
    share[forgotten, CATEGORIES.index("restauration")] = 0
    return share


def billed(charges: Charges, city: City, rng: np.random.Generator) -> np.ndarray:
    """Gives a mask of the charges that reached a bill.

    One draw a family and month, so that whole months stay unbilled. The specimen's September is billed,
    its other months are not.
    """
    share = shares(city.schools, rng)
    luck = rng.integers(0, 1000, (len(city.families), len(MONTHS)))
    school = city.children.school[charges.child]
    reached = luck[charges.family, charges.month] < share[school, CATEGORY_OF[charges.service], charges.month]
    mask: np.ndarray = np.where(charges.family == SPECIMEN, charges.month == SEPTEMBER, reached)
    return mask
