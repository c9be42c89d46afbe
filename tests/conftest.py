"""What every test may ask for."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from rattrapage.ledger import Ledger
from tests.towns import copies, datasets

ROOT = Path(__file__).resolve().parent.parent


def pytest_sessionstart(session: pytest.Session) -> None:
    """Says when the larger data sets are not there: the tests that read them run on our own small ones alone."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter and not hasattr(session.config, "workerinput") and not datasets.SHARED.is_dir():
        reporter.write_line(f"no shared data at {datasets.SHARED} (RATTRAPAGE_SHARED_DATA): our own data sets alone")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks browser tests as slow, and puts what is slow first, so that no worker ends alone."""
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker("slow")
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


@pytest.fixture(scope="session", autouse=True)
def kept_towns(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Where this process keeps the towns that it copies."""
    copies.keep_in(tmp_path_factory.mktemp("towns"))


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """An empty ledger, closed at the end."""
    with Ledger(copies.empty(tmp_path / "ledger.duckdb")) as book:
        yield book
