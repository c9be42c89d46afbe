"""The catch-up documents against the reference in plain loops (R14): the same lines, and no gap once they are in."""

import datetime as dt
import random
from pathlib import Path

import pytest

from rattrapage.billing import documents
from rattrapage.ledger import Ledger
from rattrapage.progress import finish
from rattrapage.reconcile import chain
from tests.reference import cities, dialects, dirt, reading
from tests.reference import claims as reference
from tests.towns import datasets
from tests.towns.ledgers import load


def check(ledger: Ledger, sent: Path, folder: Path, period: tuple[str, str]) -> None:
    """The program's lines are the reference's, and the reference takes them all and finds nothing wrong after."""
    load(ledger, sent)
    finish(chain.run(ledger, *period))
    finish(documents.write(ledger, dt.date(2027, 2, 20), dt.date(2027, 3, 20), folder))
    state = reading.take_folder(sent)
    wanted = reference.lines(reference.cells(state.ledger, *period))
    assert wanted
    assert reference.written(folder) == wanted
    rejected = len(state.rejects)
    reading.take_folder(folder, state)
    assert len(state.rejects) == rejected
    assert not any(map(reference.is_wrong, reference.cells(state.ledger, *period)))


@pytest.mark.slow
@pytest.mark.parametrize(("seed", "is_dirty"), [(30, True), (33, False), (41, False)])
def test_the_lines_are_the_references_in_random_cities(ledger, tmp_path, seed, is_dirty):
    tables = cities.make(seed, 30)
    if is_dirty:
        tables = dirt.dirty(tables, random.Random(seed))
    check(ledger, dialects.write(tables, tmp_path / "in"), tmp_path / "out", cities.season(seed))


@datasets.each_city
def test_the_lines_are_the_references_in_the_known_cities(ledger, tmp_path, city):
    check(ledger, datasets.sent(city, tmp_path), tmp_path / "out", datasets.PERIOD)
