"""The random city's attendance: daily rows, monthly counts, every status, in and around the period."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from .tariffs import SERVICES

if TYPE_CHECKING:
    from .cities import City

RARE = ["absent_excused", "absent_unexcused", "cancelled", "late", "sick"]
STATUSES = ["present"] * 30 + ["unbooked"] * 2 + RARE


def add(city: "City") -> None:
    """Attendance of every child, but for the (service, month) that no file covers at all."""
    rng = city.rng
    around = [f"{city.start - timedelta(5):%Y-%m}", f"{city.start + timedelta(155):%Y-%m}"]
    for child in city.tables["children"]:
        for service in rng.sample(list(SERVICES), rng.randint(0, 4)):
            for month in [*city.months, *(around if city.chance(0.1) else [])]:
                if (service, month) not in city.missing and city.chance(0.85):
                    one_month(city, child["child_id"], service, month)
    rng.shuffle(city.tables["attendance"])


def one_month(city: "City", child: str, service: str, month: str) -> None:
    """A child's month at a service: days, or a monthly count, or both."""
    rng = city.rng
    if city.chance(0.15):
        row(city, child, service, month, str(rng.randint(0, 12)))
        if city.chance(0.7):
            return
    for day in sorted(rng.sample(range(28), rng.randint(1, 5)) + ([29] if city.chance(0.1) else [])):
        when = date.fromisoformat(f"{month}-01") + timedelta(day)
        for _ in range(rng.choice([1] * 9 + [2])):
            row(city, child, service, when, quantity(city, service))


def quantity(city: "City", service: str) -> str | None:
    """Fractions of an hour, sometimes of an act, sometimes 0 or left to its default."""
    rng = city.rng
    if SERVICES[service][1] == "hour" or city.chance(0.03):
        return f"{rng.randint(1, 40) * 0.25:.2f}"
    return rng.choice(["1"] * 12 + [None, None, "0", "2"])


def row(city: "City", child: str, service: str, when: object, quantity: str | None) -> None:
    """One row; its id's order as text is neither that of numbers nor that of dates."""
    number = len(city.tables["attendance"])
    name = f"{city.rng.choice('ABab9')}{number}"
    status = city.rng.choice(STATUSES)
    city.add(
        "attendance",
        attendance_id=name,
        child_id=child,
        service=service,
        date=when,
        quantity=quantity,
        status=status,
    )
