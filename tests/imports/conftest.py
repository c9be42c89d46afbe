"""The town of the tests of imports."""

import pytest

from tests.towns.ledgers import TOWN, load, write


@pytest.fixture
def town(ledger, tmp_path):
    """A ledger that holds the small town."""
    load(ledger, write(tmp_path / "town", **TOWN))
    return ledger
