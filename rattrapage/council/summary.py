"""The council's summary: what the page « Synthèse » and its PDF show, read from the council's own database only."""

from __future__ import annotations

import datetime as dt

import duckdb

from rattrapage import queries
from rattrapage.letters import contact as letter_contact
from rattrapage.letters.contact import Contact
from rattrapage.letters.shapes.council import (
    CouncilCause,
    CouncilMonth,
    CouncilPart,
    CouncilSummary,
    CouncilTotals,
)


def of(cursor: duckdb.DuckDBPyConnection, on: dt.date, contact: Contact | None = None) -> CouncilSummary | None:
    """Gives the figures of the latest run on a cursor of `publication.Council`, or None before the first run."""
    totals = queries.records(cursor, "council/summary/summary", CouncilTotals)
    if not totals:
        return None
    return {
        **totals[0],
        "on": on,
        "contact": contact or letter_contact.read(),
        "months": queries.records(cursor, "council/summary/months", CouncilMonth),
        "causes": queries.records(cursor, "council/summary/causes", CouncilCause),
        "services": queries.records(cursor, "council/summary/services", CouncilPart),
        "quotients": queries.records(cursor, "council/summary/quotients", CouncilPart),
    }
