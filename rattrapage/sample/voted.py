"""The voted tables of `data/` (services, tariffs, factors), as CSV rows and as arrays of whole cents."""

import csv
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import numpy as np

DATA = Path(__file__).resolve().parents[2] / "data"
# A label of the City's own extracts for which no tariff was voted: its usage is `unpriced` (R6).
UNPRICED_SERVICE = {"service": "ALERTE_METEO", "label": "Alerte météo", "category": "autre", "unit": "act"}
STATUSES = ("present", "absent_excused", "absent_unexcused", "cancelled", "unbooked", "a_verifier")
PREVIOUS, VOTED = 0, 1


def table(name: str) -> list[dict[str, str]]:
    """Reads the rows of `data/<name>.csv`."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def services() -> list[dict[str, str]]:
    """Gives the voted services and the one that has no tariff."""
    return [*table("services"), UNPRICED_SERVICE]


SERVICES = tuple(row["service"] for row in services())
CATEGORIES = ("petite_enfance", "restauration", "accueil_matin", "periscolaire", "autre")
CATEGORY_OF = np.array([CATEGORIES.index(row["category"]) for row in services()], dtype=np.int8)
MONTHLY = np.array([row["unit"] == "month" for row in services()])


def number(service: str) -> int:
    """Gives the position of a service in SERVICES."""
    return SERVICES.index(service)


def tariffs() -> list[dict[str, str]]:
    """Gives the voted grid, after an invented one for the year before: 4 % lower, for bills at old prices."""
    voted = table("tariffs")
    return [*(_a_year_earlier(row) for row in voted), *voted]


def _a_year_earlier(row: dict[str, str]) -> dict[str, str]:
    lower = {
        name: euros((cents(row[name]) * 96 + 50) // 100) if row[name] else "" for name in ("price", "floor", "ceiling")
    }
    return {**row, "valid_from": "2022-09-01", "valid_to": row["valid_from"], **lower}


def cents(text: str) -> int:
    """Reads whole cents from an amount with at most two decimals, written with a point."""
    units, _, decimals = text.partition(".")
    return int(units) * 100 + int(decimals.ljust(2, "0") or 0)


def euros(amount: int) -> str:
    """Writes cents as euros: `1234` as `12.34`."""
    return f"{amount // 100}.{amount % 100:02d}"


def factors() -> np.ndarray:
    """Gives the factor of each (service, status) in hundredths; -1 where no rule names the status (R1)."""
    known = np.full((len(SERVICES), len(STATUSES)), -1, dtype=np.int64)
    for rule in sorted(table("status_rules"), key=lambda rule: rule["service"] != ""):
        of = number(rule["service"]) if rule["service"] else slice(None)
        known[of, STATUSES.index(rule["status"])] = cents(rule["factor"])
    return known


@dataclass(frozen=True)
class Grid:
    """Prices in cents by (PREVIOUS or VOTED, resident, service, bracket), -1 where there is none.

    `starts`: the quotient in cents at which each bracket starts; `efforts`: (rate in millionths, floor and
    ceiling in cents) by (version, resident, service), a rate of 0 where the service has a price by bracket.
    """

    starts: np.ndarray
    prices: np.ndarray
    efforts: np.ndarray

    def unit_prices(
        self, version: np.ndarray, resident: np.ndarray, service: np.ndarray, quotient: np.ndarray
    ) -> np.ndarray:
        """Gives unit prices in cents, -1 where no tariff exists; a quotient of -1 is unknown (R3, R4)."""
        bracket = np.searchsorted(self.starts, quotient, side="right") - 1
        bracket = np.where(quotient < 0, len(self.starts) - 1, bracket)
        rate, floor, ceiling = np.moveaxis(self.efforts[version, resident, service], -1, 0)
        effort = np.clip((rate * quotient + 500_000) // 1_000_000, floor, ceiling)
        effort = np.where(quotient < 0, ceiling, effort)
        prices: np.ndarray = np.where(rate > 0, effort, self.prices[version, resident, service, bracket])
        return prices


def grid() -> Grid:
    """Makes the arrays of `tariffs()`."""
    rows = tariffs()
    starts = sorted({cents(row["qf_min"]) for row in rows})
    prices = np.full((2, 2, len(SERVICES), len(starts)), -1, dtype=np.int64)
    efforts = np.zeros((2, 2, len(SERVICES), 3), dtype=np.int64)
    for row in rows:
        version = VOTED if row["valid_from"] >= "2023-09-01" else PREVIOUS
        key = version, int(row["resident"] == "true"), number(row["service"])
        if row["rate"]:
            efforts[key] = int(Decimal(row["rate"]) * 1_000_000), cents(row["floor"]), cents(row["ceiling"])
        else:
            upper = starts.index(cents(row["qf_max"])) if row["qf_max"] else None
            prices[key][starts.index(cents(row["qf_min"])) : upper] = cents(row["price"])
    return Grid(np.array(starts, dtype=np.int64), prices, efforts)
