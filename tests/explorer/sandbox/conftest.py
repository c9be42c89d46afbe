"""The ledger and the file that hostile queries are after."""

import pytest

from rattrapage.ledger import Ledger
from tests.towns import cities


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    with Ledger(cities.build(tmp_path_factory.mktemp("registre") / "ville.duckdb")) as ledger:
        yield ledger


@pytest.fixture(scope="module")
def secret(tmp_path_factory):
    path = tmp_path_factory.mktemp("secrets") / "secret.csv"
    path.write_text("mot\nsesame\n")
    return path
