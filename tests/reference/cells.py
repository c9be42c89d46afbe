"""R5, R7 and R8: the lines that issued invoices bill, and one cell's usage against its lines."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from .judging import rounded
from .usage import Facts, Usage

Key = tuple[str, str, str, str]  # family, child ("" where merged), service, month
ZERO = Decimal(0)


@dataclass(frozen=True)
class Line:
    """R7: one line of an issued invoice; `sign` is -1 on a credit note, quantity and amount are as given."""

    order: tuple[date, str, int]
    invoice: str
    origin: str
    sign: int
    family: str
    child: str
    service: str
    month: str
    quantity: Decimal
    price: Decimal
    amount: Decimal


@dataclass
class Cell:
    """One cell: its usage, its lines, and what R9 says of it."""

    key: Key
    used: list[Usage] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    compared: bool = True  # False where no attendance of any child exists for that service and month
    causes: dict[str, Decimal] = field(default_factory=dict)
    partners: dict[str, str] = field(default_factory=dict)  # the family or month of the other cell of a pair

    @property
    def used_quantity(self) -> Decimal:
        return sum((u.quantity for u in self.used), ZERO)

    @property
    def billed_quantity(self) -> Decimal:
        return sum((line.sign * line.quantity for line in self.lines), ZERO)

    @property
    def billed(self) -> Decimal:
        return sum((line.sign * line.amount for line in self.lines), ZERO)

    @property
    def expected(self) -> Decimal:
        """R5: each child's quantity at each price, rounded, then added."""
        groups = defaultdict(Decimal)
        for use in self.used:
            if use.price is not None:
                groups[use.child, use.price] += use.quantity
        return sum((rounded(quantity * price) for (_, price), quantity in groups.items()), ZERO)

    @property
    def gap(self) -> Decimal:
        return self.expected - self.billed

    @property
    def has_billed_line(self) -> bool:
        """R7: a cell whose lines add up to nothing counts as having none."""
        return bool(self.lines) and (self.billed_quantity != 0 or self.billed != 0)

    @property
    def status(self) -> str | None:
        """R8; None for a cell that is not written."""
        if not self.used and not self.has_billed_line:
            return None
        if not self.used and not self.compared:
            return "unknown"
        if any(use.price is None for use in self.used):
            return "unpriced"
        if self.gap == 0:
            return "matched"
        if not self.has_billed_line:
            return "unbilled"
        if not self.used:
            return "not_used"
        return "underbilled" if self.gap > 0 else "overbilled"

    @property
    def cause(self) -> str:
        """R9: the component with the largest absolute value, the first one on a tie."""
        return max(self.causes, key=lambda cause: abs(self.causes[cause]), default="")


def billed_lines(facts: Facts) -> list[Line]:
    """R7: the lines of issued invoices, of any month, in the order R9 takes them."""
    invoices = {row["invoice_id"]: row for row in facts.rows["invoices"] if row["status"] == "issued"}
    result = []
    for row in facts.rows["invoice_lines"]:
        invoice = invoices.get(row["invoice_id"])
        if invoice is None:
            continue
        order = (invoice["issued_on"], row["invoice_id"], row["line_no"])
        sign = -1 if invoice["kind"] == "credit_note" else 1
        cell = (invoice["family_id"], row["child_id"] or "", row["service"], row["month"])
        amounts = (row["quantity"], row["unit_price"], row["amount"])
        result.append(Line(order, row["invoice_id"], invoice["origin"], sign, *cell, *amounts))
    return sorted(result, key=lambda line: line.order)
