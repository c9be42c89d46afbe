"""A folder of queries for the explorer's pages."""

import pytest

from tests.towns import explorers


@pytest.fixture
def folder(city, tmp_path, monkeypatch):
    (tmp_path / "queries").mkdir()
    return explorers.Folder(tmp_path / "queries", monkeypatch)
