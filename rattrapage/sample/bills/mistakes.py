"""What goes wrong with finished documents: each mistake takes one invoice and says if it could."""

from dataclasses import dataclass, replace

import numpy as np

from rattrapage.sample.bills.charges import ALL_CHILDREN
from rattrapage.sample.bills.invoices import Invoice, Line
from rattrapage.sample.uses.usage import ONE
from rattrapage.sample.voted import MONTHLY


@dataclass
class Book:
    """All documents, and what a mistake must know to stay the mistake it means to be.

    `unnamed`: mask of the families billed without naming children; `misjudged`: families whose bills are
    wrong already; `used`: (child, service) pairs that have usage; `unused_services`: (service, cents) that a
    line never used may bill; `billed`: quantities on bills by (child, service, month).
    """

    invoices: list[Invoice]
    unnamed: np.ndarray
    misjudged: frozenset[int]
    used: frozenset[tuple[int, int]]
    unused_services: tuple[tuple[int, int], ...]
    billed: dict[tuple[int, int, int], set[int]]

    def is_plain(self, invoice: Invoice) -> bool:
        """Says whether the family's bills are right so far, and every line names a child."""
        return invoice.family not in self.misjudged and not self.unnamed[invoice.family]


def twice(book: Book, invoice: Invoice) -> bool:
    """Issues the same invoice again a week later."""
    book.invoices.append(invoice.again(7))
    return True


def twice_and_credited(book: Book, invoice: Invoice) -> bool:
    """Issues the invoice again and credits the second one: nothing is left of the mistake."""
    book.invoices += [invoice.again(7), invoice.credit(14)]
    return True


def credited(book: Book, invoice: Invoice) -> bool:
    """Credits the whole invoice: what it billed is unbilled again (R7)."""
    book.invoices.append(invoice.credit(10))
    return True


def partly_credited(book: Book, invoice: Invoice) -> bool:
    """Credits half the quantity of a line."""
    line = max(invoice.lines, key=lambda line: line.quantity)
    half = replace(line)
    half.count(line.quantity // (2 * ONE) * ONE)
    if half.quantity:
        book.invoices.append(invoice.credit(12, [half]))
    return half.quantity > 0


def cancelled(_book: Book, invoice: Invoice) -> bool:
    """Cancels the invoice and never issues it again."""
    invoice.status = "cancelled"
    return True


def cancelled_and_replaced(book: Book, invoice: Invoice) -> bool:
    """Cancels the invoice and issues it anew three days later."""
    book.invoices.append(invoice.again(3))
    return cancelled(book, invoice)


def other_account(book: Book, invoice: Invoice) -> bool:
    """Books the invoice on the account of the next family, which must be one whose bills name the children."""
    neighbour = invoice.family + 1
    if neighbour >= len(book.unnamed) or book.unnamed[neighbour] or not book.is_plain(invoice):
        return False
    invoice.family = neighbour
    return True


def other_month(book: Book, invoice: Invoice) -> bool:
    """Moves a line to a month next to its own, where the child's use of the service is billed already."""
    for line in invoice.lines if book.is_plain(invoice) else ():
        for month in (line.month + 1, line.month - 1):
            there = book.billed.get((line.child, line.service, month), {line.quantity})
            if line.quantity not in there and not MONTHLY[line.service]:
                line.month = month
                return True
    return False


def one_cent(_book: Book, invoice: Invoice) -> bool:
    """Puts a line's amount one cent off its quantity × unit price, as summing rounded parts gives."""
    line = invoice.lines[-1]
    line.amount += 1 if line.quantity % (2 * ONE) else -1
    return True


def miscounted(_book: Book, invoice: Invoice) -> bool:
    """Counts three too many on a line, or two too few."""
    line = invoice.lines[0]
    if MONTHLY[line.service]:
        return False
    line.count(line.quantity + 3 * ONE if line.quantity <= 8 * ONE else line.quantity - 2 * ONE)
    return True


def never_used(book: Book, invoice: Invoice) -> bool:
    """Bills a line for a service that the child never used."""
    child = invoice.lines[0].child
    for service, price in book.unused_services if child != ALL_CHILDREN else ():
        if (child, service) not in book.used:
            invoice.lines.append(Line(child, service, invoice.month, ONE, price))
            return True
    return False


def credited_too_often(book: Book, invoice: Invoice) -> bool:
    """Credits twice a line never used: more credited than invoiced (R11 `to_review`)."""
    if not never_used(book, invoice):
        return False
    phantom = invoice.lines[-1:]
    book.invoices += [invoice.credit(9, phantom), invoice.credit(16, phantom)]
    return True


# Invoices per thousand that meet each of them.
MISTAKES = {
    other_month: 10,
    other_account: 8,
    twice: 15,
    twice_and_credited: 5,
    credited: 8,
    partly_credited: 8,
    cancelled: 6,
    cancelled_and_replaced: 8,
    one_cent: 15,
    miscounted: 12,
    never_used: 8,
    credited_too_often: 1,
}


def make(book: Book, candidates: list[Invoice], rng: np.random.Generator) -> None:
    """Gives each mistake its share of the candidates, one at least; no invoice meets two mistakes."""
    order = np.argsort(rng.integers(0, 2**62, len(candidates)), kind="stable")
    left = [candidates[position] for position in order]
    for mistake, permille in MISTAKES.items():
        wanted, spared = max(1, len(candidates) * permille // 1000), []
        for invoice in left:
            if wanted and mistake(book, invoice):
                wanted -= 1
            else:
                spared.append(invoice)
        left = spared
