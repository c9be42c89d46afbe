"""The town of the tests of imports."""

import pytest

from tests.towns import ledgers


@pytest.fixture
def town(ledger, tmp_path):
    """A ledger that holds the small town."""
    ledgers.town(ledger, tmp_path / "town")
    return ledger
