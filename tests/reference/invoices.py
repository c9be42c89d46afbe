"""The random city's invoices: right ones from the reference's own usage, then every fault that R9 knows."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from .judging import rounded
from .reading import take_tables
from .tariffs import SERVICES
from .usage import Facts, usages

if TYPE_CHECKING:
    from .cities import City


@dataclass(frozen=True)
class Line:
    """A line to bill; `amount` None is quantity × price."""

    child: str
    service: str
    month: str
    quantity: Decimal
    price: Decimal
    amount: Decimal | None = None


def add(city: "City") -> None:
    """Documents of every family and month, some of them none at all, then payments."""
    for family, month, lines in due(city):
        if not city.chance(0.25):
            bill(city, family, month, lines)
    for (service, month), family in zip(city.missing * 3, city.family_ids[-6:], strict=True):
        bill(city, family, month, [replace(unused(city, month), service=service), unused(city, month)])
    for row in city.rng.sample(city.tables["invoices"], min(5, len(city.tables["invoices"]))):
        name, family = row["invoice_id"], row["family_id"]
        city.add(
            "payments",
            payment_id=f"P{name}",
            family_id=family,
            invoice_id=name,
            paid_on="2024-02-01",
            amount="9.5",
        )


def due(city: "City") -> list[tuple[str, str, list[Line]]]:
    """What right invoices would say; usage without a price is billed at an invented one, or at 0."""
    groups: dict[tuple, Decimal] = defaultdict(Decimal)
    for use in usages(Facts(take_tables(city.tables).ledger)):
        groups[use.family, use.month, use.child, use.service, use.price] += use.quantity
    result = defaultdict(list)
    for (family, month, child, service, price), quantity in groups.items():
        cost = city.rng.choice([Decimal(3), Decimal(0)]) if price is None else price
        result[family, month].append(Line(child, service, month, quantity, cost))
    return [(family, month, lines) for (family, month), lines in sorted(result.items())]


def unused(city: "City", month: str) -> Line:
    """A line for what nobody used, of a service and month that may have no attendance at all."""
    child = city.rng.choice(city.tables["children"])["child_id"]
    return Line(child, city.rng.choice(list(SERVICES)), month, Decimal(city.rng.randint(1, 9)), Decimal("4.10"))


def document(city: "City", family: str, month: str, lines: list[Line], **more: str) -> None:
    """One invoice of the family (or credit note, or cancelled, or catch-up), issued after its month."""
    delay = int(more.pop("delay", "40"))
    issued = date.fromisoformat(f"{month}-01") + timedelta(delay + city.rng.randint(0, 3))
    name = f"{city.rng.choice(['I', 'J', 'A'])}{len(city.tables['invoices'])}"
    kind = {"kind": city.rng.choice(["invoice", None]), "status": city.rng.choice(["issued", None])} | more
    city.add("invoices", invoice_id=name, family_id=family, issued_on=issued, **{"origin": None} | kind)
    numbers = city.rng.sample(range(1, 2 * len(lines) + 9), len(lines))
    for number, line in zip(numbers, lines, strict=True):
        amount = line.amount if line.amount is not None else rounded(line.quantity * line.price)
        city.add(
            "invoice_lines",
            invoice_id=name,
            line_no=number,
            child_id=line.child,
            service=line.service,
            month=line.month,
            quantity=line.quantity,
            unit_price=line.price,
            amount=amount,
        )


def bill(city: "City", family: str, month: str, lines: list[Line]) -> None:
    """The family's invoice of the month, with faults, and the other documents that they take."""
    if city.chance(0.15):
        merged = city.rng.choice(lines).service
        lines = [replace(line, child="") if line.service == merged else line for line in lines]
    elif city.chance(0.2):
        lines = moved(city, lines)
    kept, others = [], []
    for line in lines:
        own, more = faulty(city, family, line)
        kept += own
        others += more
    if kept:
        document(city, family, month, kept)
    for owner, line, more in others:
        document(city, owner, month, [line], **more)


def moved(city: "City", lines: list[Line]) -> list[Line]:
    """A whole cell under another month, or on another family's invoice: what is left for the family's own."""
    chosen = city.rng.choice(lines)
    cell = [line for line in lines if (line.child, line.service) == (chosen.child, chosen.service)]
    rest = [line for line in lines if line not in cell]
    if city.chance(0.4):
        month = other_month(city)
        return rest + [replace(line, month=month) for line in cell]
    document(city, city.rng.choice(city.family_ids), chosen.month, cell)
    return rest


def faulty(city: "City", family: str, line: Line) -> tuple[list[Line], list[tuple[str, Line, dict[str, str]]]]:
    """The lines to bill instead of this one, and the (family, line, cells) of other documents."""
    rng, one = city.rng, Decimal(1)
    credit = {"kind": "credit_note", "delay": "60"}
    again = (family, line, {"delay": "50"})
    part = replace(line, quantity=max(line.quantity - one, line.quantity / 2).quantize(Decimal("0.01")))
    more = replace(line, quantity=line.quantity + one)
    exact = rounded(line.quantity * line.price)
    faults = {
        "right": lambda: ([line], []),
        "dropped": lambda: ([], []),
        "cent": lambda: ([replace(line, amount=exact + rng.choice([-1, 1]) * Decimal("0.01"))], []),
        "quantity": lambda: ([rng.choice([part, more])], []),
        "price": lambda: ([replace(line, price=line.price + rng.choice([one, Decimal("0.0025")]))], []),
        "childless": lambda: ([replace(line, child="")], []),
        "family": lambda: ([], [(rng.choice(city.family_ids), line, {})]),
        "month": lambda: ([replace(line, month=other_month(city))], []),
        "repeated": lambda: ([line, line], []),
        "duplicate": lambda: ([line], [again]),
        "duplicates": lambda: (
            [line, rng.choice([part, more])],
            [again, again, (family, part, {"delay": "45"})],
        ),
        "credit": lambda: ([line], [(family, line, credit)]),
        "credited": lambda: ([line], [again, (family, line, credit)]),
        "partly": lambda: ([line], [(family, part, credit)]),
        "overcredited": lambda: (
            [line],
            [(family, rng.choice([line, more]), credit), (family, line, credit)],
        ),
        "early": lambda: ([line], [(family, line, credit | {"delay": "20"}), again]),
        "cancelled": lambda: (rng.choice([[], [line]]), [(family, line, {"status": "cancelled"})]),
        "catch_up": lambda: (
            rng.choice([[], [], [line]]),
            [(family, line, {"origin": "catch_up", "delay": "90"})],
        ),
        "split": lambda: ([part, replace(line, quantity=line.quantity - part.quantity)], []),
        "nothing": lambda: ([line, replace(line, quantity=Decimal(0))], []),
        "unused": lambda: ([line, unused(city, line.month)], []),
        "undue": lambda: ([line], [(family, unused(city, line.month), credit)]),
    }
    return faults["right" if city.chance(0.55) else rng.choice(list(faults))]()


def other_month(city: "City") -> str:
    """Another month of use, at times outside the period."""
    return city.rng.choice([*city.months, f"{city.start - timedelta(20):%Y-%m}"])
