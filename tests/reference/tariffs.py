"""The random city's services, grids of tariffs and rules of statuses."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .cities import City

SERVICES = {
    "CANT": ("restauration", "act"),
    "MATIN": ("accueil_matin", "act"),
    "PERI": ("periscolaire", "month"),
    "ETUDE": ("periscolaire", "month"),
    "CRECHE": ("petite_enfance", "hour"),
    "VAC": ("autre", "hour"),
    "MERC": ("periscolaire", "act"),
    "LIBRE": ("autre", "act"),
    "GHOST": ("autre", "act"),
}
FACTORS = ["0", "0.5", "1.1", "1.25", "1", "1.5", "2", "0.33333333"]


def add(city: "City") -> None:
    """Services, then for each a grid of tariffs per period, then rules of statuses."""
    for service, (category, unit) in SERVICES.items():
        city.add("services", service=service, label=f"Service « {service} »", category=category, unit=unit)
        for begin, end in grids(city) if service != "GHOST" else []:
            for residence in residences_of(city, service):
                grid(city, service, residence, begin, end)
    rules(city)


def grids(city: "City") -> list[tuple[date, date | None]]:
    """The periods of a service's grids: mostly one or two open ones, at times any periods with gaps."""
    early = city.start - timedelta(200)
    return city.rng.choice([[(early, None)], [(early, None)], [(early, None), (city.day(), None)], city.spans()])


def residences_of(city: "City", service: str) -> list[str | None]:
    """Whether a grid is for residents, for others, for both, or a mix in which the exact match wins."""
    mixes = [[None], ["true", "false"], ["true", None], ["false", None], ["true", "false", None], [None]]
    return ["false"] if city.chance(0.05) else city.rng.choice(mixes[:2] if service == "CANT" else mixes)


def grid(city: "City", service: str, residence: str | None, begin: date, end: date | None) -> None:
    """One grid: brackets in random order, some missing, sometimes without an open top."""
    rng = city.rng
    bounds = [
        None if city.chance(0.5) else 0,
        *sorted(rng.sample([400, 600, 700, 1000, 1500], rng.randint(0, 3))),
    ]
    tops = [*bounds[1:], None if city.chance(0.9) else 1900]
    rows = [(low, top) for low, top in zip(bounds, tops, strict=True) if city.chance(0.96)]
    rng.shuffle(rows)
    for low, top in rows:
        # A few rows of a grid come a little later than the others, as councils' amendments do.
        start = begin + timedelta(rng.choice([0] * 9 + [10]))
        city.add_period(
            "tariffs",
            service=service,
            resident=residence,
            qf_min=low,
            qf_max=top,
            valid_from=start,
            valid_to=end,
            **price(city, service),
        )


def price(city: "City", service: str) -> dict[str, str | None]:
    """A flat price (0, two or four decimals) or an effort rate with or without floor and ceiling."""
    rng = city.rng
    if service == "LIBRE":
        return {"price": "0"}
    if service in ("CRECHE", "VAC") or city.chance(0.1):
        return {
            "rate": rng.choice(["0.000619", "0.0011", "0.00512345"]),
            "floor": rng.choice([None, "0.46", "0.9050"]),
            "ceiling": None if service == "VAC" else rng.choice([None, "1.21", "1.3375"]),
        }
    cents = rng.randint(50, 900)
    return {"price": rng.choice([f"{cents / 100:.2f}", f"{cents / 100:.2f}25", f"{cents // 100}.{cents % 10}50"])}


def rules(city: "City") -> None:
    """Rules for one service, for all, for statuses R1 knows and for others; never for `sick`."""
    for status in ("present", "unbooked", "absent_excused", "absent_unexcused", "late", "cancelled"):
        for service in [None, *SERVICES]:
            if city.chance(0.15 if status != "present" else 0.05):
                city.add("status_rules", service=service, status=status, factor=city.rng.choice(FACTORS))
