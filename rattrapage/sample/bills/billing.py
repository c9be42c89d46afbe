"""The bills of the period: charges as the system knew them, by the runs that worked, with their mistakes."""

import numpy as np

from rattrapage.sample import dice
from rattrapage.sample.bills import charges, invoices, knowledge, mistakes, runs
from rattrapage.sample.bills.invoices import Invoice
from rattrapage.sample.city import City
from rattrapage.sample.people.families import SPECIMEN
from rattrapage.sample.uses.usage import Usage
from rattrapage.sample.voted import VOTED, Grid, number

# What a mistaken line bills: services that few children use, at the top of the voted grid.
PHANTOM_SERVICES = ("ALM_DEMI", "ALM_JOUR", "ACCUEIL_MATIN")


def issued(usage: Usage, city: City, grid: Grid, seed: int) -> dict[str, Invoice]:
    """Gives all documents by identifier, in the order of issue."""
    rng = dice.stream(seed, "billing")
    known = knowledge.outdated(city, rng)
    due = charges.of_usage(usage, city, known, grid)
    reached = charges.some(due, runs.billed(due, city, rng))
    unnamed = _unnamed(city, rng)
    bills = invoices.of_charges(charges.merged(reached, unnamed), city)
    book = _book(bills, usage, grid, unnamed, known.misjudged)
    mistakes.make(book, [bill for bill in bills if bill.family != SPECIMEN], rng)
    return invoices.numbered(book.invoices)


def _unnamed(city: City, rng: np.random.Generator) -> np.ndarray:
    """Mask of the families whose bills have one line a service for all children, as the specimen's."""
    unnamed = np.zeros(len(city.families), dtype=bool)
    unnamed[dice.chosen(rng, city.families.others(), 250)] = True
    unnamed[SPECIMEN] = True
    return unnamed


def _book(bills: list[Invoice], usage: Usage, grid: Grid, unnamed: np.ndarray, misjudged: np.ndarray) -> mistakes.Book:
    billed: dict[tuple[int, int, int], set[int]] = {}
    for line in (line for bill in bills for line in bill.lines):
        billed.setdefault((line.child, line.service, line.month), set()).add(line.quantity)
    pairs = np.unique(usage.child.astype(np.int64) * 100 + usage.service)
    top = [int(grid.prices[VOTED, 1, number(service), -1]) for service in PHANTOM_SERVICES]
    return mistakes.Book(
        invoices=list(bills),
        unnamed=unnamed,
        misjudged=frozenset(misjudged.tolist()),
        used=frozenset((pair // 100, pair % 100) for pair in pairs.tolist()),
        unused_services=tuple(zip(map(number, PHANTOM_SERVICES), top, strict=True)),
        billed=billed,
    )
