"""R14: the lines of the catch-up documents, cell by cell and price by price, in plain loops."""

from collections import Counter, defaultdict
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from .cells import ZERO, Cell, billed_lines
from .judging import Ledger, rounded
from .program import rows_of
from .reconcile import cells_of
from .usage import Facts, usages

CENT = Decimal("0.01")


class Claim(NamedTuple):
    """One line to issue: F on an invoice, A on a credit note."""

    family: str
    month: str
    kind: str
    child: str
    service: str
    quantity: Decimal
    price: Decimal
    amount: Decimal
    reason: str


def cells(ledger: Ledger, first: str, last: str) -> list[Cell]:
    """The cells of months `first` to `last`, all documents counted."""
    facts = Facts(ledger)
    used = [use for use in usages(facts) if first <= use.month <= last]
    return cells_of(facts, used, [line for line in billed_lines(facts) if first <= line.month <= last])


def is_wrong(cell: Cell) -> bool:
    """Whether documents must make a cell right."""
    return cell.gap != 0 and cell.status not in ("unpriced", "unknown")


def lines(found: list[Cell]) -> Counter[Claim]:
    """The lines to issue; an issued line and its own credit have cancelled one another."""
    result: Counter[Claim] = Counter()
    for cell in filter(is_wrong, found):
        for price in {use.price for use in cell.used} | {line.price for line in cell.lines}:
            result.update(at_price(cell, price))
    return result


def at_price(cell: Cell, price: Decimal) -> Counter[Claim]:
    """One line of the difference where it can be said so, else the old lines back and the usage again."""
    used: dict[str, Decimal] = defaultdict(Decimal)
    for use in cell.used:
        if use.price == price:
            used[use.child] += use.quantity
    billed: Counter[tuple[Decimal, Decimal]] = Counter()
    for line in cell.lines:
        if line.price == price:
            billed[line.quantity, line.amount] += line.sign
    quantity = sum(used.values(), ZERO) - sum((q * n for (q, _), n in billed.items()), ZERO)
    amount = sum((rounded(q * price) for q in used.values()), ZERO)
    amount -= sum((a * n for (_, a), n in billed.items()), ZERO)
    if quantity * amount > 0 and abs(amount - quantity * price) <= CENT:
        return Counter([claim(cell, "F" if quantity > 0 else "A", price, abs(quantity), abs(amount))])
    if quantity == 0 and amount == 0:
        return Counter()
    result = Counter(claim(cell, "F", price, q, rounded(q * price)) for q in used.values())
    for (q, a), times in billed.items():
        result[claim(cell, "A" if times > 0 else "F", price, q, a)] += abs(times)
    return +result


def claim(cell: Cell, kind: str, price: Decimal, quantity: Decimal, amount: Decimal) -> Claim:
    """A line of a cell."""
    family, child, service, month = cell.key
    return Claim(family, month, kind, child, service, quantity, price, amount, cell.cause)


def written(folder: Path) -> Counter[Claim]:
    """The lines that the program wrote; raises when a document is not the first of its family, month and kind."""
    heads = {row["invoice_id"]: row for row in rows_of(folder / "invoices.csv")}
    result: Counter[Claim] = Counter()
    for row in rows_of(folder / "invoice_lines.csv"):
        head = heads[row["invoice_id"]]
        kind = {"invoice": "F", "credit_note": "A"}[head["kind"]]
        if row["invoice_id"] != f"RAT-{kind}-{head['family_id']}-{row['month']}-1":
            raise ValueError(row["invoice_id"])
        figures = (Decimal(row[column]) for column in ("quantity", "unit_price", "amount"))
        place = (head["family_id"], row["month"], kind, row["child_id"], row["service"])
        result[Claim(*place, *figures, row["reason"])] += 1
    return result
