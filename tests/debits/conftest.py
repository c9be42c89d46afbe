"""The town of the tests of debits."""

import pytest

from tests.towns.debits import (
    APRIL,
    MARCH,
    MAY,
    mandate,
    owe,
    settle,
)


@pytest.fixture
def town(ledger, tmp_path):
    """Four families with a mandate each, F1 owing 60.00 in March, April and May."""
    settle(ledger, tmp_path / "town", *(mandate(f"RTM0000000{n}-1", f"F{n}", n) for n in range(1, 5)))
    for number, due_on in enumerate((MARCH, APRIL, MAY), 1):
        owe(ledger, "F1", due_on, number=number)
    return ledger
