"""What the tests of plans read again and again."""

from tests.towns.plans import (
    instalments,
)


def amounts(ledger, *states, family="F1"):
    """Amounts of a family's instalments in these states, the oldest due first."""
    found = instalments(ledger, family)
    return [str(amount) for _, _, amount, state in sorted(found, key=lambda row: row[1]) if state in states]
