"""R11 and the arithmetic of R12: what each family owes by month, and how an amount becomes instalments."""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal

from .cells import ZERO, Cell

CENT = Decimal("0.01")
Months = dict[str, Decimal]


@dataclass
class Owed:
    """R11 of one family before waivers: months with something to collect, and what is credited or doubtful."""

    months: Months = field(default_factory=lambda: defaultdict(Decimal))
    credit: Decimal = ZERO  # positive
    to_review: Decimal = ZERO

    def take(self, cell: Cell) -> None:
        """Count one cell, computed as if no catch-up document existed."""
        amount = cell.gap - cell.causes.get("wrong_month", ZERO)
        if cell.status == "unknown" or not amount:
            return
        if amount < 0:
            self.credit += ZERO if cell.status == "unpriced" else -amount
        elif cell.used:
            self.months[cell.key[3]] += amount
        else:
            self.to_review += amount


def owed_by_family(cells: list[Cell]) -> dict[str, Owed]:
    """R11 for the cells of the whole reconciled period."""
    result: dict[str, Owed] = defaultdict(Owed)
    for cell in cells:
        result[cell.key[0]].take(cell)
    return result


def take_from(months: Months, amount: Decimal) -> Decimal:
    """Take an amount from months, oldest first, never below 0; returns what could be taken."""
    taken = ZERO
    for month in sorted(months):
        part = min(months[month], amount - taken)
        months[month] -= part
        taken += part
    return taken


def after_waivers(owed: Owed, waivers: list[tuple[Decimal, str | None]], net_credits: bool) -> tuple[Months, Decimal]:
    """What is left to collect by month, and what is left to credit: named waivers, other ones, netted credits."""
    months = dict(owed.months)
    for amount, month in waivers:
        if month in months:
            months[month] -= min(months[month], amount)
    for amount, month in waivers:
        if month is None:
            take_from(months, amount)
    netted = take_from(months, owed.credit) if net_credits else ZERO
    return {m: a for m, a in months.items() if a}, owed.credit - netted


@dataclass(frozen=True)
class Terms:
    """A policy, or a family's own terms over it."""

    strategy: str
    first_due: date
    day: int
    max_instalments: int
    prepared_on: date
    min_instalment: Decimal = ZERO
    cap: Decimal | None = None
    threshold: Decimal = Decimal("15.00")
    notice_days: int = 14
    net_credits: bool = False

    def over(self, granted: dict[str, object]) -> "Terms":
        """R12 Requests: what a request names, the rest from the plan."""
        return replace(self, **{name: value for name, value in granted.items() if name != "method"})

    @property
    def not_before(self) -> date:
        return max(self.first_due, self.prepared_on + timedelta(self.notice_days))


def equal_parts(amount: Decimal, terms: Terms) -> list[Decimal]:
    """The largest count that keeps the minimum, floored to the cent, left-over cents on the first."""
    count = min(terms.max_instalments, int(amount / CENT))
    while count > 1 and amount < terms.min_instalment * count:
        count -= 1
    part = (amount / count).quantize(CENT, ROUND_DOWN)
    return [amount - part * (count - 1)] + [part] * (count - 1)


def mirror_parts(months: Months, terms: Terms) -> list[Decimal]:
    """One missed month a month, oldest first; those past the maximum with the last."""
    parts = [months[month] for month in sorted(months) if months[month]]
    kept, more = parts[: terms.max_instalments], parts[terms.max_instalments :]
    kept[-1] += sum(more, ZERO)
    return kept


def capped_parts(amount: Decimal, terms: Terms) -> list[Decimal] | None:
    """The cap until the rest; None where that needs more than the maximum."""
    count, rest = divmod(amount, terms.cap)
    parts = [terms.cap] * int(count) + ([rest] if rest else [])
    return parts if len(parts) <= terms.max_instalments else None


def parts_of(months: Months, terms: Terms) -> list[Decimal] | None:
    """The instalments of what is left by month; None where somebody must decide (`capped`)."""
    amount = sum(months.values(), ZERO)
    if terms.strategy == "mirror":
        return mirror_parts(months, terms)
    return equal_parts(amount, terms) if terms.strategy == "equal" else capped_parts(amount, terms)
