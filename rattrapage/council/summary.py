"""The council's summary: what the page « Synthèse » and its PDF show, read from the council's own database only."""

from __future__ import annotations

import datetime as dt

import duckdb

from rattrapage import queries
from rattrapage.letters import contact as letter_contact
from rattrapage.letters.contact import Contact

TABLES = ("months", "causes", "services", "quotients")


def of(cursor: duckdb.DuckDBPyConnection, on: dt.date, contact: Contact | None = None) -> dict | None:
    """The figures of the latest run on a cursor of `rattrapage.council.Council`, or None before the first run.

    Keys: on, contact, the columns of `published_summary`, and the rows of its tables `months`, `causes`, `services`,
    `quotients` (heads of `queries/council/`); amounts are `Decimal` euros, a hidden figure is None.
    """
    found = queries.rows(cursor, "council/summary/summary")
    if not found:
        return None
    tables = {table: queries.rows(cursor, f"council/summary/{table}") for table in TABLES}
    return {"on": on, "contact": contact or letter_contact.read(), **found[0], **tables}
