"""What the failing billing system holds for true: it missed some changes, and bills by what it knows."""

from dataclasses import dataclass

import numpy as np

from rattrapage.sample import dice
from rattrapage.sample.change import Change
from rattrapage.sample.city import City
from rattrapage.sample.people.exemptions import Exemptions
from rattrapage.sample.people.payers import Payers
from rattrapage.sample.voted import PREVIOUS, VOTED


@dataclass(frozen=True)
class Knowledge:
    """The facts of a city, some of them outdated.

    `version`: the grid (PREVIOUS or VOTED) by family; `single`: True for a family whose unbooked meals it
    bills like booked ones; `misjudged`: the families of which it has something wrong.
    """

    quotients: Change
    residences: Change
    payers: Payers
    exemptions: Exemptions
    version: np.ndarray
    single: np.ndarray
    misjudged: np.ndarray


def outdated(city: City, rng: np.random.Generator) -> Knowledge:
    """Draws what the billing office does not know; each kind of ignorance meets one family, where the city has one."""
    stale = dice.chosen(rng, city.quotients.changing(), 400)
    moved = dice.chosen(rng, city.residences.changing(), 500)
    shared = dice.chosen(rng, city.payers.family.changing(), 300)
    exempt = dice.chosen(rng, city.exemptions.families(), 550)
    old_grid = dice.chosen(rng, city.families.others(), 15)
    single = dice.chosen(rng, city.families.others(), 150)
    return Knowledge(
        quotients=city.quotients.unheard_by(stale),
        residences=city.residences.unheard_by(moved),
        payers=city.payers.unheard_by(shared),
        exemptions=city.exemptions.unheard_by(exempt),
        version=_marked(len(city.families), old_grid, PREVIOUS, VOTED),
        single=_marked(len(city.families), single, True, False),
        misjudged=np.unique(np.concatenate([stale, moved, exempt, old_grid, single, _parents(city)])),
    )


def _marked(count: int, who: np.ndarray, value: int | bool, otherwise: int | bool) -> np.ndarray:
    marks = np.full(count, otherwise)
    marks[who] = value
    return marks


def _parents(city: City) -> np.ndarray:
    family = city.payers.family
    children = family.changing()
    return np.concatenate([family.before[children], family.after[children]])
