"""A ledger and a folder of queries for the explorer."""

import pytest

from rattrapage.ledger import Ledger
from tests.towns import cities, explorers


@pytest.fixture
def book(tmp_path):
    with Ledger(cities.build(tmp_path / "ville.duckdb")) as ledger:
        yield ledger


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "queries").mkdir()
    return explorers.Folder(tmp_path / "queries", monkeypatch)
