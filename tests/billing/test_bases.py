"""A family's evidence adds up to its cells, to the cent and to the last meal, whatever changes within a month."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest

from rattrapage import sample
from rattrapage.billing import bases
from rattrapage.ledger import Ledger
from rattrapage.progress import finish
from rattrapage.reconcile import chain
from tests.reference import cities, dialects
from tests.towns import datasets
from tests.towns.ledgers import TOWN, load, write

ON = dt.date(2024, 2, 20)
CELLS = """
    select
        c.month, coalesce(s.label, c.service) as service,
        sum(c.used_quantity), sum(c.expected), sum(c.billed_quantity), sum(c.billed)
    from cells c
    left join services s on c.service = s.service
    where c.family_id = ?
    group by all
"""
Figures = dict[tuple[str, str], tuple[Decimal, ...]]


def cells(book: Ledger, family: str) -> Figures:
    """By month and service: used quantity, expected, billed quantity, billed."""
    found = book.cursor().execute(CELLS, [family]).fetchall()
    return {(month, service): tuple(figures) for month, service, *figures in found if any(figures)}


def evidence(found: dict) -> Figures:
    """The same from the evidence, added line by line; what comes to nothing is no cell (R7)."""
    sums: dict = defaultdict(lambda: [Decimal(0)] * 4)
    for month in found["months"]:
        for row in month["used"]:
            add(sums[month["month"], row["service"]], 0, row["quantity"], row["amount"] or 0)
        for row in month["billed"]:
            sign = -1 if row["is_credit"] else 1
            add(sums[month["month"], row["service"]], 2, sign * row["quantity"], sign * row["amount"])
    return {key: tuple(figures) for key, figures in sums.items() if any(figures)}


def add(figures: list[Decimal], place: int, quantity: Decimal, amount: Decimal) -> None:
    figures[place] += quantity
    figures[place + 1] += amount


def check_all(book: Ledger) -> int:
    """Compares every family of the ledger; gives how many have a cell."""
    families = [row[0] for row in book.cursor().execute("select family_id from families order by 1").fetchall()]
    compared = 0
    for family in families:
        wanted, found = cells(book, family), bases.of(book, family, ON)
        assert evidence(found) == wanted, family
        assert all(inner_sums(month) for month in found["months"]), family
        compared += bool(wanted)
    return compared


def inner_sums(month: dict) -> bool:
    """Whether days add up to parts, parts to rows, and rows to the month's own totals."""
    rows = month["used"]
    parts = all(sum(part["quantity"] for part in row["parts"]) == row["quantity"] for row in rows)
    days = all(
        sum(day["quantity"] for day in part["days"]) == part["quantity"]
        and all(f"{day['day']:%Y-%m}" == month["month"] for day in part["days"])
        for row in rows
        for part in row["parts"]
    )
    return parts and days and sum((row["amount"] or 0 for row in rows), Decimal(0)) == month["expected"]


def ledger_of(folder: Path, tables: Path, first: str, last: str) -> Ledger:
    book = Ledger(folder / "city.duckdb")
    load(book, tables)
    finish(chain.run(book, first, last))
    return book


@pytest.mark.slow
def test_the_evidence_of_the_sample_city_is_its_cells(tmp_path):
    sample.write(tmp_path / "in", families=80)
    with ledger_of(tmp_path, tmp_path / "in", "2023-09", "2024-01") as book:
        assert check_all(book) > 60


@pytest.mark.slow
@pytest.mark.parametrize("seed", [3, 5, 8])
def test_the_evidence_of_random_cities_is_their_cells(seed, tmp_path):
    dialects.write(cities.make(seed, 25), tmp_path / "in")
    with ledger_of(tmp_path, tmp_path / "in", *cities.season(seed)) as book:
        assert check_all(book) > 15


@datasets.each_city
def test_the_evidence_of_the_known_cities_is_their_cells(city, tmp_path):
    with ledger_of(tmp_path, datasets.sent(city, tmp_path), *datasets.PERIOD) as book:
        families = [row[0] for row in book.cursor().execute("select distinct family_id from cells").fetchall()]
        for family in sorted(families)[:40]:
            assert evidence(bases.of(book, family, ON)) == cells(book, family)


def test_the_days_and_the_rates_applied_are_named(tmp_path):
    quotients = "family_id,valid_from,valid_to,quotient\nF1,2023-01-01,2023-09-05,500\nF1,2023-09-05,,700\n"
    tables = write(tmp_path / "in", **TOWN | {"quotients": quotients})
    with ledger_of(tmp_path, tables, "2023-09", "2023-09") as book:
        found = bases.of(book, "F1", ON)
    cheap, dear = found["months"][0]["used"]
    assert [day["day"] for day in cheap["parts"][0]["days"]] == [dt.date(2023, 9, 4)]
    assert [day["day"] for day in dear["parts"][0]["days"]] == [dt.date(2023, 9, 5)]
    assert [(row["quotient"], row["price"], row["first_day"], row["last_day"]) for row in found["applied"]] == [
        (Decimal("500.00"), Decimal("2.7000"), dt.date(2023, 9, 4), dt.date(2023, 9, 4)),
        (Decimal("700.00"), Decimal("5.8000"), dt.date(2023, 9, 5), dt.date(2023, 9, 5)),
    ]


def test_a_line_that_bills_another_familys_child_names_the_child(tmp_path):
    lines = f"{TOWN['invoice_lines']}I1,2,C2,CANT,2023-09,1,5.80,5.80\n"
    with ledger_of(tmp_path, write(tmp_path / "in", **TOWN | {"invoice_lines": lines}), "2023-09", "2023-09") as book:
        (month,) = bases.of(book, "F1", ON)["months"]
    assert [row["child"] for row in month["billed"]] == ["Zoé Weber", "Léo Klein"]


def test_the_evidence_leaves_nothing_behind(tmp_path):
    with ledger_of(tmp_path, write(tmp_path / "in", **TOWN), "2023-09", "2023-09") as book:
        before = book.cursor().execute("select count(*) from attendance").fetchone()
        bases.of(book, "F1", ON)
        assert book.cursor().execute("select count(*) from attendance").fetchone() == before == (3,)
