"""A debit file that went to the bank."""

import pytest

from tests.towns.debits import (
    APRIL,
    make,
    mandate,
    owe,
    settle,
)


@pytest.fixture
def sent(ledger, tmp_path):
    """A file of two debits of 60.00 due in March, of F1 and F2, who owe another in April that is in no file."""
    settle(ledger, tmp_path / "town", *(mandate(f"RTM0000000{n}-1", f"F{n}", n) for n in (1, 2, 3)))
    owe(ledger, "F1"), owe(ledger, "F2")
    owe(ledger, "F1", APRIL, number=2), owe(ledger, "F2", APRIL, number=2)
    make(ledger, tmp_path / "sent.xml")
    return ledger
