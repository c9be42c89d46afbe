"""The pages run in memory by Streamlit's own test harness, on a ledger written by hand."""

from collections.abc import Callable
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from pages.ui import charts, data, menu
from rattrapage.explorer import explorer
from tests.conftest import ROOT
from tests.towns import cities

PAGES = {entry.url: entry.file for entry in menu.MENU}

WITH_QUERIES = ("tests.pages.explorer.", "tests.pages.shell.test_shell")


@pytest.fixture
def db(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest):
    """The path of the ledger that the pages open, in demonstration; closed after the test.

    Each session would check every query of the explorer for its menu: only the explorer's own tests pay for it.
    """
    if not request.module.__name__.startswith(WITH_QUERIES):
        monkeypatch.setattr(explorer, "files", lambda audience: [])
    path = tmp_path / "ville.duckdb"
    monkeypatch.setenv("RATTRAPAGE_DB", str(path))
    monkeypatch.setenv("RATTRAPAGE_DEMO", "1")
    monkeypatch.setattr(charts, "HEAD_START", 0)  # no browser here
    yield path
    data.ledger().close()
    st.cache_resource.clear()


@pytest.fixture
def city(db: Path) -> Path:
    """The city of three families."""
    return cities.build(db)


@pytest.fixture
def open_page() -> Callable[..., AppTest]:
    """Opens a page by its address, in a role, with filters: `open_page("ecarts", "finance", mois="2023-11")`."""

    def opened(address: str, role: str = "finance", **filters: str) -> AppTest:
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
        app.query_params["role"] = role
        # what `switch_page` sets once the home page has run, which would cost each test a whole page more
        app._page_hash = calc_hash("" if address == menu.MENU[0].url else address)
        for key, value in filters.items():
            app.query_params[key] = value
        return app.run()

    return opened
