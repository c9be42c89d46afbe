"""Data sets of which the answer is known: small ones of our own, and the larger ones beside the project when there.

`RATTRAPAGE_SHARED_DATA` says where the larger ones are; by default they are looked for beside the project's folder.
"""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest

from tests.reference import cities, dialects

TESTS = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("RATTRAPAGE_SHARED_DATA") or TESTS.parents[1] / "shared" / "data")
PERIOD = ("2023-09", "2024-01")
DIALECTS = {"own-plain": (21, "plain"), "own-french": (28, "french")}
"""Our own cities, of this seed in this dialect; their results stand in `tests/golden/cities`."""
FAMILIES = 12
Rows = list[tuple]
CANTEEN: Rows = [
    ("N° FAM", "QF", "N° PER", "REPAS", "MOIS", "NOMBRE"),
    (901, 410, 9001, "Standard avec résa", dt.datetime(2023, 9, 1), 12),
    (901, 410, 9001, "Panier avec résa", dt.datetime(2023, 9, 1), 2),
    (901, 410, 9001, "Standard avec résa", dt.datetime(2023, 10, 1), 10),
    (902, 850, 9002, "Végétarien avec résa", dt.datetime(2023, 11, 1), 7),
    (902, 850, 9003, "Standard avec résa", dt.datetime(2023, 11, 1), 4),
    (903, 2051, 9004, "Standard avec résa", dt.datetime(2024, 1, 1), 3),
]
ACTIVITIES: Rows = [
    ("Activite", "UNITE", "N° FAM", "QF", "N° PER", "MOIS", "NOMBRE"),
    ("APM", "Matin", 901, 410, 9001, dt.datetime(2023, 9, 1), 9),
    ("APM", "Soir", 901, 410, 9001, dt.datetime(2023, 9, 1), 8),
    ("APM", "Soir", 902, 850, 9003, dt.datetime(2023, 11, 1), 6),
]
TRUTH = """family_id,month,expected
901,2023-09,31.45
901,2023-10,15.00
902,2023-11,63.88
903,2024-01,20.70
"""
"""By hand from data/tariffs.csv: 12 × 1.50 + 2 × 0.75 + 11.95; 10 × 1.50; 7 × 4.05 + 4 × 4.40 + 17.93; 3 × 6.90."""


def _there(name: str) -> bool:
    return (SHARED / name).is_dir()


def known_cities() -> list:
    """The names of the cities whose reconciliation is known."""
    shared = [pytest.param(name, marks=pytest.mark.slow) for name in ("101-plain", "102-french")]
    return [*DIALECTS, *(shared if _there("cities-v3") else [])]


def sent(city: str, folder: Path) -> Path:
    """The folder with the tables of a known city; ours are written under `folder`."""
    if city not in DIALECTS:
        return SHARED / "cities-v3" / city / "in"
    seed, dialect = DIALECTS[city]
    return dialects.write(cities.make(seed, FAMILIES), folder / "sent", dialect)


def found(city: str) -> Path:
    """The folder with what the reconciliation of a known city over `PERIOD` finds."""
    return TESTS / "golden" / "cities" / city if city in DIALECTS else SHARED / "cities-v3" / city / "out"


def extracts(name: str, folder: Path) -> Path:
    """The folder with `cantine.xlsx`, `activites.xlsx` and `truth.csv`; ours are written under `folder`."""
    if name != "own":
        return SHARED / name
    place = folder / "extracts"
    place.mkdir()
    for file, title, rows in (("cantine", "Données", CANTEEN), ("activites", "2023-2024", ACTIVITIES)):
        book = openpyxl.Workbook()
        book.active.title = title
        for row in rows:
            book.active.append(row)
        book.save(place / f"{file}.xlsx")
    (place / "truth.csv").write_text(TRUTH, encoding="utf-8")
    return place


class Noethys(NamedTuple):
    """Tables of Noethys with `truth.csv`, their months, and what an import says of what it leaves out."""

    folder: Path
    first: str
    last: str
    notice: str


OWN_NOETHYS = Noethys(
    TESTS / "fixtures" / "noethys",
    "2012-01",
    "2012-12",
    "1 prestations « cotisation » (26,00 €) ne sont pas des consommations : laissées de côté.",
)
SHARED_NOETHYS = Noethys(
    SHARED / "noethys-alsh",
    "2011-01",
    "2019-12",
    "7 prestations « cotisation » (182,00 €) ne sont pas des consommations : laissées de côté.",
)

each_city = pytest.mark.parametrize("city", known_cities())
each_extract = pytest.mark.parametrize("extract", ["own", *(["strasbourg-extracts"] * _there("strasbourg-extracts"))])
each_noethys = pytest.mark.parametrize(
    "database",
    [
        pytest.param(OWN_NOETHYS, id="own"),
        *([pytest.param(SHARED_NOETHYS, id="noethys-alsh")] * _there("noethys-alsh")),
    ],
)
