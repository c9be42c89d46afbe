"""R1 to R6: from attendance to usage, at whose cost and at which price. All amounts are Decimals."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from .judging import Ledger, rounded
from .periods import RIVALS, Row, covers, settled

FACTORS = {"present": 1, "absent_unexcused": 1, "unbooked": 1, "absent_excused": 0, "cancelled": 0}
FREE = Decimal(0)


@dataclass(frozen=True)
class Usage:
    """What one row of attendance counts. `price` is the effective unit price, None where it is unpriced."""

    family: str
    child: str
    service: str
    month: str
    quantity: Decimal
    price: Decimal | None


class Facts:
    """The ledger's rows, with the open periods settled."""

    def __init__(self, ledger: Ledger):
        self.rows = {name: list(rows.values()) for name, rows in ledger.items()}
        self.periods = {name: settled(name, self.rows[name]) for name in RIVALS}
        self.families = {row["family_id"]: row for row in self.rows["families"]}
        self.children = {row["child_id"]: row for row in self.rows["children"]}
        self.units = {row["service"]: row["unit"] for row in self.rows["services"]}
        self.rules = {(row["service"], row["status"]): row["factor"] for row in self.rows["status_rules"]}
        self.price: Callable[[str, str, date], Decimal | None] = cache(lambda *args: price(self, *args))

    def on(self, table: str, day: date, **columns: object) -> list[Row]:
        """The rows of a period table that cover a day and hold these values."""
        return [
            row
            for row in self.periods[table]
            if covers(row, day) and all(row[name] == wanted for name, wanted in columns.items())
        ]


def first_day(day_or_month: date | str) -> date:
    """The day that a row of attendance takes its rules from: a monthly count, its month's first."""
    return date.fromisoformat(f"{day_or_month}-01") if isinstance(day_or_month, str) else day_or_month


def factor(facts: Facts, service: str, status: str) -> Decimal | None:
    """R1. None for a status that no rule names."""
    for key in ((service, status), (None, status)):
        if key in facts.rules:
            return facts.rules[key]
    return Decimal(FACTORS[status]) if status in FACTORS else None


def payer(facts: Facts, child: str, day: date) -> str:
    """R2."""
    parity = "odd" if day.isocalendar().week % 2 else "even"
    for row in facts.on("payers", day, child_id=child):
        if row["weeks"] in ("all", parity):
            return row["family_id"]
    return facts.children[child]["family_id"]


def quotient(facts: Facts, family: str, day: date) -> Decimal | None:
    """R3. None where the family has none on that day."""
    return next((row["quotient"] for row in facts.on("quotients", day, family_id=family)), None)


def resident(facts: Facts, family: str, day: date) -> bool:
    """R4: the residence of the day, else the family's."""
    rows = facts.on("residences", day, family_id=family)
    return rows[0]["resident"] if rows else facts.families[family]["resident"]


def highest(rows: list[Row]) -> Row:
    """R3: the bracket without upper bound, else the one with the largest."""
    return max(rows, key=lambda row: Decimal("Infinity") if row["qf_max"] is None else row["qf_max"])


def tariff(facts: Facts, service: str, family: str, day: date) -> Row | None:
    """R4: the row of the family's residence wins over one for both; without quotient, the highest bracket."""
    exact = facts.on("tariffs", day, service=service, resident=resident(facts, family, day))
    both = facts.on("tariffs", day, service=service, resident=None)
    known = quotient(facts, family, day)
    if known is None:
        return highest(exact or both) if exact or both else None
    for row in exact + both:
        if row["qf_min"] <= known and (row["qf_max"] is None or known < row["qf_max"]):
            return row
    return None


def price(facts: Facts, service: str, family: str, day: date) -> Decimal | None:
    """R4, before exemptions and factors. None where no tariff gives one."""
    row = tariff(facts, service, family, day)
    if row is None or row["price"] is not None:
        return row and row["price"]
    known = quotient(facts, family, day)
    if known is None:
        return row["ceiling"]
    amount = rounded(row["rate"] * known)
    if row["floor"] is not None:
        amount = max(amount, row["floor"])
    return amount if row["ceiling"] is None else min(amount, row["ceiling"])


def exempt(facts: Facts, family: str, child: str, service: str, day: date) -> bool:
    """R4: an exemption of the payer, for that child or all, for that service or all."""
    return any(
        row["child_id"] in (None, child) and row["service"] in (None, service)
        for row in facts.on("exemptions", day, family_id=family)
    )


def effective_price(facts: Facts, row: Row, family: str, day: date) -> Decimal | None:
    """R1 and R4 of one row of attendance; None is unpriced (R6)."""
    child, service = row["child_id"], row["service"]
    if exempt(facts, family, child, service, day):
        return FREE
    share, full = factor(facts, service, row["status"]), facts.price(service, family, day)
    return None if share is None or full is None else rounded(full * share)


def usages(facts: Facts) -> list[Usage]:
    """R1 to R5: every usage, of every month; a monthly service counts once, by its first billable row."""
    result, monthly = [], set()
    for row in sorted(facts.rows["attendance"], key=lambda r: (first_day(r["date"]), r["attendance_id"])):
        day = first_day(row["date"])
        child, service, month = row["child_id"], row["service"], f"{day:%Y-%m}"
        if factor(facts, service, row["status"]) == 0 or row["quantity"] == 0:
            continue
        quantity = row["quantity"]
        if facts.units[service] == "month":
            if (child, service, month) in monthly:
                continue
            monthly.add((child, service, month))
            quantity = Decimal(1)
        family = payer(facts, child, day)
        result.append(Usage(family, child, service, month, quantity, effective_price(facts, row, family, day)))
    return result
