"""What families paid on their bills, by every means, naming the invoice or not."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from rattrapage.sample.bills.invoices import DAYS_TO_PAY, Invoice
from rattrapage.sample.city import City
from rattrapage.sample.people.families import METHODS, family_id
from rattrapage.sample.voted import euros

# In a thousand invoices: paid once, by half, twice; the rest not at all.
WHOLE, HALF, TWICE = 700, 60, 15
DEBIT = METHODS.index("direct_debit")


@dataclass(frozen=True)
class Payment:
    """Cents; `invoice` is an identifier, or empty when the family did not say what it paid."""

    family: int
    invoice: str
    day: int
    amount: int
    method: int


def draw(by_id: dict[str, Invoice], city: City, rng: np.random.Generator) -> list[Payment]:
    """Draws payments of the invoices that stand, in the order of the days."""
    made: list[Payment] = []
    for invoice_id, invoice in by_id.items():
        luck, delay, unsaid = (int(n) for n in rng.integers(0, (1000, 45, 10)))
        if invoice.kind != "invoice" or invoice.status != "issued" or invoice.total <= 0:
            continue
        method = int(city.families.method[invoice.family])
        name = "" if unsaid < 4 and method != DEBIT else invoice_id
        day = invoice.issued + (DAYS_TO_PAY if method == DEBIT else 3 + delay)
        for amount, days_on in _parts(invoice.total, luck):
            made.append(Payment(invoice.family, name, day + days_on, amount, method))
    return sorted(made, key=lambda payment: (payment.day, payment.family))


def _parts(total: int, luck: int) -> list[tuple[int, int]]:
    """(amount, days after the first payment) of each."""
    if luck < WHOLE:
        return [(total, 0)]
    if luck < WHOLE + HALF:
        return [((total + 1) // 2, 0)]
    return [(total, 0), (total, 2)] if luck < WHOLE + HALF + TWICE else []


def rows(payments: list[Payment], city: City) -> Iterator[tuple[object, ...]]:
    """Gives the rows of the table `payments`."""
    for rank, payment in enumerate(payments, 1):
        yield (
            f"P{rank:07d}",
            family_id(payment.family),
            payment.invoice,
            city.calendar.text(payment.day),
            euros(payment.amount),
            METHODS[payment.method],
        )
