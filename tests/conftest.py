"""What every test may ask for."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from rattrapage.ledger import Ledger
from tests.towns import copies

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of the reference data that stays outside the project (`RATTRAPAGE_SHARED_DATA` overrides)."""
    folder = Path(os.environ.get("RATTRAPAGE_SHARED_DATA") or ROOT.parent / "shared" / "data")
    if not folder.is_dir():
        pytest.skip(f"reference data not found at {folder}: set RATTRAPAGE_SHARED_DATA to check against it")
    return folder


@pytest.fixture(scope="session", autouse=True)
def kept_towns(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Where this process keeps the towns that it copies."""
    copies.keep_in(tmp_path_factory.mktemp("towns"))


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """An empty ledger, closed at the end."""
    with Ledger(copies.empty(tmp_path / "ledger.duckdb")) as book:
        yield book
