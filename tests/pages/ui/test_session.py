"""What a page leaves in the session: rows and Arrow tables, which no thread shares, never a way into the ledger."""

import gc
from types import FunctionType, ModuleType

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from rattrapage.ledger import Ledger
from tests.pages.conftest import PAGES
from tests.towns import pages

FINANCE = [address for address, path in PAGES.items() if path.startswith("pages/finance/")]


def reached(root: object) -> list[object]:
    """All that an object holds, directly or not; modules, classes and the ledger itself are not followed."""
    found, waiting = {}, [root]
    while waiting:
        one = waiting.pop()
        if id(one) not in found and not isinstance(one, ModuleType | type | FunctionType | Ledger):
            found[id(one)] = one
            waiting += gc.get_referents(one)
    return list(found.values())


def cursors(app: AppTest) -> list[str]:
    """The keys of the session under which a cursor is kept."""
    return [
        key
        for key, kept in app.session_state.items()
        if any(isinstance(one, duckdb.DuckDBPyConnection) for one in reached(kept))
    ]


@pytest.mark.parametrize("address", FINANCE)
def test_a_session_keeps_no_cursor(db, tmp_path, open_page, address):
    pages.build(db, tmp_path / "town")
    app = open_page(address)
    assert cursors(app) == []


def test_a_cursor_deep_in_a_session_is_found(db, tmp_path, open_page):
    pages.build(db, tmp_path / "town")
    app = open_page("mandats")
    with duckdb.connect() as connection:
        app.session_state["kept"] = ("key", {"of": [connection]})
        assert cursors(app) == ["kept"]
