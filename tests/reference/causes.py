"""R9: why a cell's gap is what it is. Works on the `Cell`s of `cells`."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from .cells import Cell, Line

ZERO = Decimal(0)


class Account:
    """One cell while R9 works on it: what is left of its gap, and the quantity still billed."""

    def __init__(self, cell: Cell):
        self.cell = cell
        self.causes: dict[str, Decimal] = {}
        self.partners: dict[str, str] = {}
        self.left = cell.gap if cell.status != "unknown" else ZERO
        self.pairs = cell.status not in ("unknown", "unpriced")
        duplicates = duplicate_lines(cell) if self.left else []
        self.missing = cell.used_quantity - cell.billed_quantity + sum((d.quantity for d in duplicates), ZERO)
        self.give("duplicate", -sum((d.amount for d in duplicates), ZERO))

    def give(self, cause: str, amount: Decimal, partner: str = "") -> None:
        """Put an amount under a cause, if there is one and if anything is left to explain."""
        if self.left and amount:
            self.causes[cause] = amount
            self.partners[cause] = partner
            self.left -= amount


def cancelled_by_credit_notes(cell: Cell) -> set[tuple]:
    """Step 1: the orders of the credit-note lines and the invoice lines that cancel one to one."""
    aside: set[tuple] = set()
    for credit in (line for line in cell.lines if line.sign < 0):
        for line in reversed(cell.lines):
            same = (line.quantity, line.price) == (credit.quantity, credit.price)
            if line.sign > 0 and line.order < credit.order and line.order not in aside and same:
                aside |= {line.order, credit.order}
                break
    return aside


def duplicate_lines(cell: Cell) -> list[Line]:
    """Step 1: the invoice lines billed again on another invoice, oldest first, as far as usage allows."""
    aside = cancelled_by_credit_notes(cell)
    left = [line for line in cell.lines if line.sign > 0 and line.order not in aside]
    billed, taken = cell.billed_quantity, []
    for position, line in enumerate(left):
        repeats = any(
            (other.quantity, other.price) == (line.quantity, line.price) and other.invoice != line.invoice
            for other in left[:position]
        )
        if repeats and billed - line.quantity >= cell.used_quantity:
            billed -= line.quantity
            taken.append(line)
    return taken


def opposite(a: Account, b: Account) -> bool:
    """Steps 2 and 3: gaps left and missing quantities are both opposite and not 0."""
    return bool(a.left and a.missing and a.left == -b.left and a.missing == -b.missing)


def carry_pairs(accounts: list[Account], cause: str, name: int, mates: Callable[[Account, Account], bool]) -> None:
    """Each account in turn with the first later one that is its mate and its opposite; `name` is the partner's part."""
    for position, a in enumerate(accounts):
        for b in accounts[position + 1 :]:
            if a.pairs and b.pairs and mates(a, b) and opposite(a, b):
                a.give(cause, a.left, b.cell.key[name])
                b.give(cause, b.left, a.cell.key[name])
                break


def same_use_elsewhere(a: Account, b: Account) -> bool:
    """Step 2: same child, service and month, another family."""
    return a.cell.key[1] != "" and a.cell.key[1:] == b.cell.key[1:]


def same_use_later(a: Account, b: Account) -> bool:
    """Step 3: same family, child and service, another month."""
    return a.cell.key[:3] == b.cell.key[:3]


def quantity_part(account: Account) -> Decimal:
    """Step 5: the missing quantity at the mean expected price, rounded once from an exact fraction."""
    used = account.cell.used_quantity
    if not used:
        return ZERO
    cents = Fraction(account.missing) * Fraction(account.cell.expected) * 100 / Fraction(used)
    whole = int(abs(cents) + Fraction(1, 2))
    return Decimal(whole if cents > 0 else -whole) / 100


def give_one_side(account: Account) -> None:
    """Step 4: all that is left where there is no billed line, or no usage and a quantity still billed."""
    if account.cell.used and not account.cell.has_billed_line:
        account.give("not_billed", account.left)
    if not account.cell.used and account.missing:
        account.give("not_used", account.left)


def causes_of(cells: list[Cell]) -> list[Account]:
    """For each cell, in the given order of keys, its components that are not 0 and the partners of its pairs."""
    accounts = [Account(cell) for cell in cells]
    carry_pairs(accounts, "wrong_family", 0, same_use_elsewhere)
    carry_pairs(accounts, "wrong_month", 3, same_use_later)
    for account in accounts:
        give_one_side(account)
        account.give("quantity", quantity_part(account))
        account.give("price", account.left)
    return accounts
