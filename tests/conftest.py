"""What every test may ask for."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of the reference data that stays outside the project (`RATTRAPAGE_SHARED_DATA` overrides)."""
    folder = Path(os.environ.get("RATTRAPAGE_SHARED_DATA") or ROOT.parent / "shared" / "data")
    if not folder.is_dir():
        pytest.skip(f"reference data not found at {folder}: set RATTRAPAGE_SHARED_DATA to check against it")
    return folder


@pytest.fixture
def ledger(tmp_path: Path):
    """An empty ledger, closed at the end."""
    from rattrapage.ledger import Ledger

    with Ledger(tmp_path / "ledger.duckdb") as book:
        yield book
