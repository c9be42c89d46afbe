"""Usage priced by what the billing system knows, added up to what it would bill (R1-R5)."""

from dataclasses import dataclass

import numpy as np

from rattrapage.sample.bills.knowledge import Knowledge
from rattrapage.sample.city import City
from rattrapage.sample.uses.usage import ONE, UNBOOKED, Usage
from rattrapage.sample.voted import MONTHLY, Grid, factors

# Places of a group's key, which 64 bits must hold: children, services, months, cents of a unit price.
PLACES = (2_000_000, 16, 8, 20_000)
ALL_CHILDREN = -1


@dataclass(frozen=True)
class Charges:
    """One entry a family, child (or ALL_CHILDREN), service, month and unit price.

    Prices in cents, quantities in hundredths, the rest positions.
    """

    family: np.ndarray
    child: np.ndarray
    service: np.ndarray
    month: np.ndarray
    price: np.ndarray
    quantity: np.ndarray


def of_usage(usage: Usage, city: City, known: Knowledge, grid: Grid) -> Charges:
    """Gives what would be billed if every run of bills worked; free and unpriced usage is left out."""
    family = known.payers.at(usage.child, usage.day, city.calendar.even_week)
    price = _prices(usage, family, known, grid)
    free = known.exemptions.hold(family, usage.child, usage.service, usage.day)
    month = city.calendar.month[usage.day].astype(np.int64)
    rows = _once_a_month(usage, month, price)
    rows = rows[(price[rows] > 0) & ~free[rows]]
    quantity = np.where(MONTHLY[usage.service[rows]], ONE, usage.quantity[rows])
    return _added(family[rows], usage.child[rows], usage.service[rows], month[rows], price[rows], quantity)


def _prices(usage: Usage, family: np.ndarray, known: Knowledge, grid: Grid) -> np.ndarray:
    """Effective unit prices in cents: 0 where the row is not billable, negative where nothing prices it."""
    unit = grid.unit_prices(
        known.version[family],
        known.residences.at(family, usage.day).astype(np.int8),
        usage.service,
        known.quotients.at(family, usage.day),
    )
    factor = factors()[usage.service, usage.status]
    factor = np.where(known.single[family] & (usage.status == UNBOOKED), 100, factor)
    return np.where((unit < 0) | (factor < 0), -1, (unit * factor + 50) // 100)


def _once_a_month(usage: Usage, month: np.ndarray, price: np.ndarray) -> np.ndarray:
    """Positions of the rows that count: of a monthly service, a child's first billable one of the month."""
    monthly = MONTHLY[usage.service]
    candidates = np.flatnonzero(monthly & (price > 0))
    key = (usage.child[candidates].astype(np.int64) * 100 + usage.service[candidates]) * 10 + month[candidates]
    first = np.unique(key, return_index=True)[1]
    return np.sort(np.concatenate([np.flatnonzero(~monthly), candidates[first]]))


def _added(
    family: np.ndarray,
    child: np.ndarray,
    service: np.ndarray,
    month: np.ndarray,
    price: np.ndarray,
    quantity: np.ndarray,
) -> Charges:
    key = family.astype(np.int64)
    for place, part in zip(PLACES, (child.astype(np.int64) + 1, service, month, price), strict=True):
        key = key * place + part
    groups, of_row = np.unique(key, return_inverse=True)
    total = np.zeros(len(groups), dtype=np.int64)
    np.add.at(total, of_row, quantity)
    parts = []
    for place in reversed(PLACES):
        groups, part = np.divmod(groups, place)
        parts.append(part)
    price, month, service, child = parts
    return Charges(groups, child - 1, service, month, price, total)


def merged(charges: Charges, unnamed: np.ndarray) -> Charges:
    """Gives the charges with one line a service for all the children of the `unnamed` families (a mask by family)."""
    child = np.where(unnamed[charges.family], ALL_CHILDREN, charges.child)
    return _added(charges.family, child, charges.service, charges.month, charges.price, charges.quantity)


def some(charges: Charges, rows: np.ndarray) -> Charges:
    """Gives only these charges (a mask)."""
    return Charges(*(column[rows] for column in vars(charges).values()))
