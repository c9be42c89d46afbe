"""The program against the reference in plain loops, and the reference against the cities whose answer is known."""

from pathlib import Path

import pytest

from tests.reference import cities, compare, dirt, program, reading, reconcile
from tests.reference.judging import REASONS
from tests.tools import golden
from tests.towns import datasets


def without_lost_letters(rows: dict[tuple, dict], city: str) -> dict[tuple, dict]:
    """The French city holds `?` for letters that its encoding lacks: its payer names do not compare."""
    lost = {"payer_name"} if "french" in city else set()
    return {key: {c: text for c, text in row.items() if c not in lost} for key, row in rows.items()}


@datasets.each_city
def test_reference_finds_what_the_known_cities_expect(city: str, tmp_path: Path) -> None:
    state = reading.take_folder(datasets.sent(city, tmp_path))
    assert state.rejects == []
    found = reconcile.reconcile(state.ledger, *datasets.PERIOD)
    if city in datasets.DIALECTS:
        for name in program.FILES:
            golden.check(f"cities/{city}/{name}.csv", program.as_csv(found[name]))
    for name, key in program.FILES.items():
        expected = program.keyed(program.rows_of(datasets.found(city) / f"{name}.csv"), key)
        ours = program.keyed(found[name], key)
        assert without_lost_letters(ours, city) == without_lost_letters(expected, city), name


@pytest.mark.slow
@datasets.each_city
def test_program_agrees_on_the_known_cities(city: str, tmp_path: Path) -> None:
    sent = datasets.sent(city, tmp_path)
    assert compare.take_and_compare(sent, tmp_path, reading.State(), datasets.PERIOD) == []


@pytest.mark.slow
@pytest.mark.parametrize(("seed", "clean"), [(1, False), (2, False), (11, True)])
def test_program_agrees_on_random_cities(seed: int, clean: bool, tmp_path: Path) -> None:
    assert compare.check(seed, tmp_path, families=25, clean=clean) == []


@pytest.mark.parametrize("seed", [1, 2])
def test_random_cities_are_clean_and_repeatable(seed: int) -> None:
    tables = cities.make(seed, 20)
    assert tables == cities.make(seed, 20)
    assert reading.take_tables(tables).rejects == []


def test_dirt_holds_every_reason() -> None:
    state = reading.take_tables(dirt.dirty(cities.make(1, 30), cities.random.Random(1)))
    assert {reject.reason for reject in state.rejects} == set(REASONS)
    assert all(c["read"] == c["accepted"] + c["unchanged"] + c["rejected"] for c in state.counts.values())
